namespace Flujo;

/// <summary>One entry of a run's history: a direct child of the root span. Immutable.</summary>
public sealed class StepResult
{
    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it completed.</summary>
    public required bool Success { get; init; }

    /// <summary>How many tries it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>Its time over all attempts; zero while it is open.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>What it and everything beneath it cost; null when nothing is known.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary>Input and output tokens of it and everything beneath it.</summary>
    public required long TokenCounts { get; init; }

    /// <summary>The sanitised reason of a failure, or null.</summary>
    public required string? Feedback { get; init; }

    /// <summary>Its recorded arguments as JSON, or null where they were not captured.</summary>
    public string? Input { get; init; }

    /// <summary>Its recorded output, or null where nothing was captured.</summary>
    public required string? Output { get; init; }
}
