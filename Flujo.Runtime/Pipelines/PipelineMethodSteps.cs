using System.Runtime.CompilerServices;
using Flujo.Pipelines;

namespace Flujo;

/// <content><c>[FlujoStep]</c> methods as steps: name, attempts, kind and the rest are those of the attribute.</content>
public sealed partial class Pipeline<TIn, TOut>
{
    /// <summary>Adds a <c>[FlujoStep]</c> method, <c>.Step(ranker.RankAsync)</c>. The pipeline's step has the name, attempts, kind, capture and budget that the attribute says; what the build property
    /// <c>FlujoCapture</c> says does not reach it.</summary>
    /// <param name="method">The method, not a lambda that calls it. One that is partial traces itself, too: its own span stands beneath the step.</param>
    /// <exception cref="ArgumentException">The method has no <c>[FlujoStep]</c>, so that nothing names the step.</exception>
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, TNext> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, CancellationToken, TNext> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, Task<TNext>> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, CancellationToken, Task<TNext>> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, ValueTask<TNext>> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    public Pipeline<TIn, TNext> Step<TNext>(Func<TOut, CancellationToken, ValueTask<TNext>> method) => Step(StepMethod.NameOf(method), method);

    /// <summary>Adds a <c>[FlujoStep]</c> method without a result; the next step gets the value that this one got.</summary>
    /// <inheritdoc cref="Step{TNext}(Func{TOut, TNext})"/>
    public Pipeline<TIn, TOut> Step(Action<TOut> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step(Action{TOut})"/>
    public Pipeline<TIn, TOut> Step(Action<TOut, CancellationToken> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step(Action{TOut})"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TOut> Step(Func<TOut, Task> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step(Action{TOut})"/>
    [OverloadResolutionPriority(1)]
    public Pipeline<TIn, TOut> Step(Func<TOut, CancellationToken, Task> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step(Action{TOut})"/>
    public Pipeline<TIn, TOut> Step(Func<TOut, ValueTask> method) => Step(StepMethod.NameOf(method), method);

    /// <inheritdoc cref="Step(Action{TOut})"/>
    public Pipeline<TIn, TOut> Step(Func<TOut, CancellationToken, ValueTask> method) => Step(StepMethod.NameOf(method), method);
}
