namespace Flujo.Reading;

/// <summary>Everything that the store knows of one run, its spans apart.</summary>
internal sealed record RunDetails
{
    public required RunSummary Summary { get; init; }

    public required string? PipelineVersion { get; init; }

    public required string? ParentRunId { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>Records that were dropped.</summary>
    public required long DroppedRecords { get; init; }

    /// <summary>The same by cause, in the words of the store's <c>drop_causes</c>.</summary>
    public required IReadOnlyDictionary<string, long> DroppedByCause { get; init; }

    /// <summary>Records that the run's process dropped and that belong to no run, such as starts of runs.</summary>
    public required long DroppedOutsideRuns { get; init; }

    /// <summary>The sanitised reason of a failure, or null.</summary>
    public required string? Error { get; init; }

    /// <summary>What was given to <c>Complete</c>, or null.</summary>
    public required string? FinalOutput { get; init; }

    public required string? Input { get; init; }

    public required string Program { get; init; }

    public required string? ProgramVersion { get; init; }

    public required string Host { get; init; }

    public required long ProcessId { get; init; }
}
