using System.Collections.Immutable;
using Flujo.Pipelines;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>
/// Steps in their order, from a <typeparamref name="TIn"/> to a <typeparamref name="TOut"/>. Immutable: each call gives a new pipeline that is one part longer, so a pipeline can be
/// built once, shared between threads, run many times, and extended in several ways. It runs in a <see cref="FlujoRunner{TIn,TOut}"/>.
/// </summary>
/// <typeparam name="TIn">What goes in.</typeparam>
/// <typeparam name="TOut">What comes out of the last step.</typeparam>
public sealed partial class Pipeline<TIn, TOut>
{
    internal Pipeline(string name, string? version, ImmutableArray<PipelineNode> nodes)
    {
        Name = name;
        Version = version;
        Nodes = nodes;
    }

    /// <summary>The pipeline's name.</summary>
    public string Name { get; }

    /// <summary>The version that is stored with each run, or null.</summary>
    public string? Version { get; }

    internal ImmutableArray<PipelineNode> Nodes { get; }

    /// <summary>Adds a pipeline as one step, with its own steps beneath it.</summary>
    /// <param name="pipeline">The pipeline; the step has its name.</param>
    public Pipeline<TIn, TNext> Step<TNext>(Pipeline<TOut, TNext> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Step(pipeline.Name, pipeline);
    }

    /// <summary>Adds a pipeline as one step, with its own steps beneath it.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="pipeline">The pipeline.</param>
    public Pipeline<TIn, TNext> Step<TNext>(string name, Pipeline<TOut, TNext> pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return Then<TNext>(new BodyNode(name, SpanKind.Step, PipelineBody.WithoutPause(name, pipeline.Nodes)));
    }

    /// <summary>
    /// Adds a loop. Its body runs, each time on what it gave before, until the condition holds or the maximum is reached; the maximum is no failure. The attribute
    /// <c>exit_reason</c> of the loop is <c>condition</c> or <c>max_iterations</c>.
    /// </summary>
    /// <param name="name">The loop's name.</param>
    /// <param name="body">Builds the steps of one iteration.</param>
    /// <param name="until">Asked after each iteration whether it was the last one. If it throws, the loop fails.</param>
    /// <param name="maxIterations">The most iterations, at least 1.</param>
    public Pipeline<TIn, TOut> Loop(string name, Func<Pipeline<TOut, TOut>, Pipeline<TOut, TOut>> body, Func<TOut, bool> until, int maxIterations)
    {
        ArgumentNullException.ThrowIfNull(until);
        return Loop(name, body, (value, _) => Task.FromResult(until(value)), maxIterations);
    }

    /// <inheritdoc cref="Loop(string, Func{Pipeline{TOut, TOut}, Pipeline{TOut, TOut}}, Func{TOut, bool}, int)"/>
    public Pipeline<TIn, TOut> Loop(
        string name, Func<Pipeline<TOut, TOut>, Pipeline<TOut, TOut>> body, Func<TOut, CancellationToken, Task<bool>> until, int maxIterations)
    {
        ArgumentNullException.ThrowIfNull(until);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        return Then<TOut>(new LoopNode(name, PipelineBody.Build(name, body), (value, cancellation) => until((TOut)value!, cancellation), maxIterations));
    }

    /// <summary>
    /// Adds a conditional, which takes one of several named branches. The attribute <c>branch</c> of the conditional is the key. A key for which there is no branch, and no
    /// <c>Otherwise</c>, fails the conditional.
    /// </summary>
    /// <param name="name">What is decided.</param>
    /// <param name="key">Names the branch to take.</param>
    /// <param name="branches">Builds the branches: <c>on => on.When("long", …).When("short", …)</c>.</param>
    /// <exception cref="ArgumentException">Two branches have the same key.</exception>
    public Pipeline<TIn, TNext> Conditional<TNext>(string name, Func<TOut, string> key, Func<ConditionalBuilder<TOut>, ConditionalBuilder<TOut, TNext>> branches)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Conditional(name, (value, _) => Task.FromResult(key(value)), branches);
    }

    /// <inheritdoc cref="Conditional{TNext}(string, Func{TOut, string}, Func{ConditionalBuilder{TOut}, ConditionalBuilder{TOut, TNext}})"/>
    public Pipeline<TIn, TNext> Conditional<TNext>(
        string name, Func<TOut, CancellationToken, Task<string>> key, Func<ConditionalBuilder<TOut>, ConditionalBuilder<TOut, TNext>> branches)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(branches);
        ConditionalBuilder<TOut, TNext> built = branches(new ConditionalBuilder<TOut>())
            ?? throw new ArgumentException($"The branches of conditional '{name}' are null.", nameof(branches));
        return Then<TNext>(new ConditionalNode(name, (value, cancellation) => key((TOut)value!, cancellation), built.Branches, built.Other));
    }

    /// <summary>
    /// Adds branches that run at the same time, each on the same value, on threads of the pool. When one fails, the others' token is cancelled, and the parallel fails
    /// once all have ended.
    /// </summary>
    /// <param name="name">The name of the whole.</param>
    /// <param name="branches">Builds the branches: <c>all => all.Branch("web", …).Branch("archive", …)</c>.</param>
    /// <param name="combine">Makes one value of the branches' results, which come in the order of the branches.</param>
    public Pipeline<TIn, TNext> Parallel<TBranch, TNext>(
        string name, Func<ParallelBuilder<TOut>, ParallelBuilder<TOut, TBranch>> branches, Func<IReadOnlyList<TBranch>, TNext> combine)
    {
        ArgumentNullException.ThrowIfNull(branches);
        ArgumentNullException.ThrowIfNull(combine);
        ParallelBuilder<TOut, TBranch> built = branches(new ParallelBuilder<TOut>())
            ?? throw new ArgumentException($"The branches of parallel '{name}' are null.", nameof(branches));
        return Then<TNext>(new ParallelNode(name, built.Branches, results => combine(Array.ConvertAll(results, static result => (TBranch)result!))));
    }

    /// <summary>Runs two pipelines at the same time, as branches that have their names.</summary>
    /// <param name="name">The name of the whole.</param>
    /// <param name="first">The first branch.</param>
    /// <param name="second">The second branch.</param>
    /// <param name="combine">Makes one value of both results.</param>
    public Pipeline<TIn, TNext> Parallel<T1, T2, TNext>(string name, Pipeline<TOut, T1> first, Pipeline<TOut, T2> second, Func<T1, T2, TNext> combine)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(combine);
        return Then<TNext>(new ParallelNode(name, [first.AsBranch(), second.AsBranch()], results => combine((T1)results[0]!, (T2)results[1]!)));
    }

    /// <summary>Runs three pipelines at the same time, as branches that have their names.</summary>
    /// <param name="name">The name of the whole.</param>
    /// <param name="first">The first branch.</param>
    /// <param name="second">The second branch.</param>
    /// <param name="third">The third branch.</param>
    /// <param name="combine">Makes one value of the three results.</param>
    public Pipeline<TIn, TNext> Parallel<T1, T2, T3, TNext>(
        string name, Pipeline<TOut, T1> first, Pipeline<TOut, T2> second, Pipeline<TOut, T3> third, Func<T1, T2, T3, TNext> combine)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(third);
        ArgumentNullException.ThrowIfNull(combine);
        return Then<TNext>(new ParallelNode(
            name,
            [first.AsBranch(), second.AsBranch(), third.AsBranch()],
            results => combine((T1)results[0]!, (T2)results[1]!, (T3)results[2]!)));
    }

    /// <summary>
    /// Adds steps with a fallback: when they fail (and were not cancelled), the fallback runs on the same value. Both stay visible beneath the span, with the original
    /// error on what failed; the event <c>fallback</c> tells the reason.
    /// </summary>
    /// <param name="name">The name of the whole.</param>
    /// <param name="primary">Builds what is tried first.</param>
    /// <param name="fallback">Builds what runs when that fails.</param>
    public Pipeline<TIn, TNext> Fallback<TNext>(
        string name, Func<Pipeline<TOut, TOut>, Pipeline<TOut, TNext>> primary, Func<Pipeline<TOut, TOut>, Pipeline<TOut, TNext>> fallback) =>
        Then<TNext>(new FallbackNode(name, PipelineBody.Build(name, primary), PipelineBody.Build(name, fallback)));

    /// <summary>
    /// Pauses the run here, with a message, until somebody answers: <see cref="FlujoRunner{TIn,TOut}.ResumeAsync"/> goes on with the answer, in this process or another.
    /// The answer takes the place of the value; what is still needed of that has to be stored by a step before. Only at the top of a pipeline, not inside a loop, a branch or a
    /// pipeline that is a step.
    /// </summary>
    /// <typeparam name="TAnswer">What the run waits for.</typeparam>
    /// <param name="name">The name of the step that the answer becomes.</param>
    /// <param name="message">Says what the run waits for.</param>
    public Pipeline<TIn, TAnswer> Pause<TAnswer>(string name, Func<TOut, string> message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Then<TAnswer>(new PauseNode(
            name, value => message((TOut)value!), static answer => answer is TAnswer || (answer is null && default(TAnswer) is null), typeof(TAnswer)));
    }

    private BodyNode AsBranch() => new(Name, SpanKind.Branch, PipelineBody.WithoutPause(Name, Nodes));

    private Pipeline<TIn, TNext> Then<TNext>(PipelineNode node) => new(Name, Version, Nodes.Add(node));
}
