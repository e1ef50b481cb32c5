namespace Flujo;

/// <summary>One span of a trace tree, as the store has it. Immutable.</summary>
public sealed class TraceSpan
{
    /// <summary>16 lower-case hex digits, unique in the store.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span above, or null for the root.</summary>
    public required string? ParentSpanId { get; init; }

    /// <summary>The step's, block's or pipeline's name.</summary>
    public required string Name { get; init; }

    /// <summary>run, step, agent, tool, loop, iteration, conditional, branch, parallel or attempt.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended, or running.</summary>
    public required FlujoStatus Status { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended, UTC; null while it is open.</summary>
    public required DateTimeOffset? EndTime { get; init; }

    /// <summary>End minus start, all attempts included; null while it is open.</summary>
    public required TimeSpan? Duration { get; init; }

    /// <summary>How many tries it took; 1 without retries.</summary>
    public required int Attempts { get; init; }

    /// <summary>What it cost by itself, its attempts included and its children not; null when unknown.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary>Tokens that went in, counted like <see cref="CostUsd"/>.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens that came out, counted like <see cref="CostUsd"/>.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>What <see cref="CostUsd"/> and the tokens are the sums of: one entry per model and source of the cost.</summary>
    public IReadOnlyList<TraceUsage> Usage { get; init; } = [];

    /// <summary>The sanitised reason of a failure, or null.</summary>
    public required string? Feedback { get; init; }

    /// <summary>Strings, longs, doubles, booleans and nulls, by key.</summary>
    public required IReadOnlyDictionary<string, object?> Attributes { get; init; }

    /// <summary>What happened inside, in the order of time.</summary>
    public required IReadOnlyList<TraceEvent> Events { get; init; }

    /// <summary>The spans beneath, ordered by start and then by span number.</summary>
    public required IReadOnlyList<TraceSpan> Children { get; init; }
}
