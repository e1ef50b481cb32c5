namespace Flujo.Storage;

/// <summary>A run of one journal, as the writer of batches knows it: enough to write its row again into a new store.</summary>
internal sealed class KnownRun
{
    /// <summary>Its number in the journal.</summary>
    public required uint RunIndex { get; init; }

    public required string RunId { get; init; }

    public string? ParentRunId { get; init; }

    public string? TraceId { get; init; }

    public required string Pipeline { get; init; }

    public string? Version { get; init; }

    public long StartedAt { get; init; }

    /// <summary>What the ids of its spans are made from.</summary>
    public ulong SpanBase { get; init; }

    /// <summary>The id of its root where that is an Activity's; else 0, and it is made from <see cref="SpanBase"/>.</summary>
    public ulong RootSpanId { get; init; }

    /// <summary>The span of another library or process in which it began; 0 for none.</summary>
    public ulong TraceParent { get; init; }

    /// <summary>Whether it was begun by an earlier process and goes on here.</summary>
    public bool Resumed { get; init; }

    /// <summary>What changes with the batches; put back when a batch fails.</summary>
    public RunProgress Progress;
}
