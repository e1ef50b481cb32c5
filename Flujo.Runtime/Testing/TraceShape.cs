using System.Collections.Immutable;
using System.Globalization;
using Flujo.Testing;

namespace Flujo;

/// <summary>
/// What a trace must look like: names, kinds, nesting, attempts and statuses, without times and ids. Made for tests, best with <c>using static Flujo.TraceShape;</c>. A span is completed
/// and took one attempt unless its shape says otherwise. Immutable: each call gives a new shape.
/// </summary>
public sealed class TraceShape
{
    private TraceShape(string kind, string name, IEnumerable<TraceShape> children)
    {
        Kind = kind;
        Name = name;
        Children = [.. children];
    }

    private TraceShape(TraceShape other)
    {
        Kind = other.Kind;
        Name = other.Name;
        Children = other.Children;
        Status = other.Status;
        Reason = other.Reason;
        AttemptCount = other.AttemptCount;
        IsInAnyOrder = other.IsInAnyOrder;
    }

    internal string Kind { get; }

    internal string Name { get; }

    internal ImmutableArray<TraceShape> Children { get; }

    internal FlujoStatus Status { get; private init; } = FlujoStatus.Completed;

    internal string? Reason { get; private init; }

    internal int AttemptCount { get; private init; } = 1;

    internal bool IsInAnyOrder { get; private init; }

    /// <summary>A run, with what is directly beneath it.</summary>
    public static TraceShape Run(string name, params TraceShape[] children) => new("run", name, children);

    /// <summary>A step.</summary>
    public static TraceShape Step(string name, params TraceShape[] children) => new("step", name, children);

    /// <summary>A step of kind agent.</summary>
    public static TraceShape Agent(string name, params TraceShape[] children) => new("agent", name, children);

    /// <summary>A step of kind tool.</summary>
    public static TraceShape Tool(string name, params TraceShape[] children) => new("tool", name, children);

    /// <summary>A loop, with its iterations.</summary>
    public static TraceShape Loop(string name, params TraceShape[] iterations) => new("loop", name, iterations);

    /// <summary>An iteration.</summary>
    /// <param name="number">1, 2, 3 …</param>
    /// <param name="children">What is beneath it.</param>
    public static TraceShape Iteration(int number, params TraceShape[] children) =>
        new("iteration", string.Create(CultureInfo.InvariantCulture, $"iteration {number}"), children);

    /// <summary>A conditional, with the branch that was taken.</summary>
    public static TraceShape Conditional(string name, params TraceShape[] branch) => new("conditional", name, branch);

    /// <summary>A branch of a conditional or a parallel.</summary>
    public static TraceShape Branch(string name, params TraceShape[] children) => new("branch", name, children);

    /// <summary>Branches that ran at the same time.</summary>
    public static TraceShape Parallel(string name, params TraceShape[] branches) => new("parallel", name, branches);

    /// <summary>One attempt of a step. A shape that names none does not ask for them: what is beneath the attempts is then looked for beneath the step.</summary>
    public static TraceShape Attempt(params TraceShape[] children) => new("attempt", "attempt", children);

    /// <summary>It failed.</summary>
    /// <param name="because">A part of the reason, or null for any reason.</param>
    public TraceShape Failed(string? because = null) => new(this) { Status = FlujoStatus.Failed, Reason = because };

    /// <summary>It was cancelled.</summary>
    public TraceShape Cancelled() => new(this) { Status = FlujoStatus.Cancelled };

    /// <summary>It is paused.</summary>
    public TraceShape Paused() => new(this) { Status = FlujoStatus.Paused };

    /// <summary>It is still open.</summary>
    public TraceShape Running() => new(this) { Status = FlujoStatus.Running };

    /// <summary>Its process ended while it was open.</summary>
    public TraceShape Interrupted() => new(this) { Status = FlujoStatus.Interrupted };

    /// <summary>It took so many attempts.</summary>
    public TraceShape Attempts(int count) => new(this) { AttemptCount = count };

    /// <summary>What is directly beneath it may stand in any order: for what ran side by side.</summary>
    public TraceShape InAnyOrder() => new(this) { IsInAnyOrder = true };

    /// <summary>Whether a trace looks like this.</summary>
    public bool Matches(TraceSpan? trace) => ShapeComparison.FirstDifference(this, trace) is null;

    /// <summary>Does nothing when a trace looks like this.</summary>
    /// <param name="trace">The trace, as <see cref="FlujoRun.TraceTree"/> or <see cref="PipelineResult{TOut}.TraceTree"/> has it.</param>
    /// <exception cref="TraceShapeException">It does not: the message names the first difference and shows both trees.</exception>
    public void Verify(TraceSpan? trace)
    {
        if (ShapeComparison.FirstDifference(this, trace) is { } difference)
        {
            throw new TraceShapeException($"{difference}\n\nExpected:\n{this}\n\nActual:\n{(trace is null ? "(no trace)" : ShapeText.Draw(trace))}\n");
        }
    }

    /// <summary>The shape as a tree, one span a line.</summary>
    public override string ToString() => ShapeText.Draw(this);
}
