namespace Flujo.Reading;

/// <summary>A store as a whole. Times are nanoseconds since 1970.</summary>
internal sealed record StoreStatus
{
    public required long SchemaVersion { get; init; }

    public required long Runs { get; init; }

    public required long Spans { get; init; }

    /// <summary>Records that were lost, of all runs and outside of them.</summary>
    public required long DroppedRecords { get; init; }

    public required long? OldestRunAt { get; init; }

    public required long? NewestRunAt { get; init; }

    /// <summary>Bytes of the file that hold nothing at the moment.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>Processes that have the store open.</summary>
    public required IReadOnlyList<OpenJournal> Journals { get; init; }

    /// <summary>Null when nothing was ever sent from the store.</summary>
    public required OutboxStatus? Outbox { get; init; }
}
