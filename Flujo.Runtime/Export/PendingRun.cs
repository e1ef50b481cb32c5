namespace Flujo.Export;

/// <summary>A run of which something is still to be sent.</summary>
internal sealed record PendingRun
{
    public required long RunNo { get; init; }

    public required string RunId { get; init; }

    public required string TraceId { get; init; }

    /// <summary>The span of another process or library in which the run began; 0 for none.</summary>
    public ulong TraceParent { get; init; }

    public string? ParentRunId { get; init; }

    public required string Pipeline { get; init; }

    public string? PipelineVersion { get; init; }

    public FlujoStatus Status { get; init; }

    public long DroppedRecords { get; init; }

    public long JournalNo { get; init; }

    /// <summary>Whether spans of it may still begin or end.</summary>
    public bool HasMoreToCome { get; init; }
}
