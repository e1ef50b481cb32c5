namespace Flujo;

/// <summary>What tracing has done in this process so far, over all its stores. A snapshot; counts are of records: a span makes two, and each attribute, event, usage and text one more.
/// The EventSource <c>Flujo</c> has the same counters.</summary>
public sealed class FlujoStatistics
{
    /// <summary>Records that were written into the journal.</summary>
    public long RecordedRecords => StoredRecords + PendingRecords;

    /// <summary>Records that the store has.</summary>
    public long StoredRecords { get; init; }

    /// <summary>Records that found no room in the journal and are lost.</summary>
    public long DroppedRecords { get; init; }

    /// <summary>Records that are in the journal and not yet in the store.</summary>
    public long PendingRecords { get; init; }

    /// <summary>What the journals of this process take, in bytes, whether full or empty.</summary>
    public long JournalBytes { get; init; }

    /// <summary>How long the background thread has worked on moving records into the store.</summary>
    public TimeSpan DrainTime { get; init; }
}
