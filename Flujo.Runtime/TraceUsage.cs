namespace Flujo;

/// <summary>What a span or a run used of one model, with one source of the cost. Immutable.</summary>
public sealed class TraceUsage
{
    /// <summary>The model, or null where nobody said it.</summary>
    public required string? Model { get; init; }

    /// <summary>Tokens that went in, cached ones included.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Tokens that came out, reasoning included.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>The part of the input that came from a cache.</summary>
    public required long CachedInputTokens { get; init; }

    /// <summary>The part of the output that is reasoning.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>The cost in US dollars, or null when it is unknown.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary><c>given</c> by the caller, or <c>table NAME</c> by which it was computed; null when the cost is unknown.</summary>
    public required string? CostSource { get; init; }
}
