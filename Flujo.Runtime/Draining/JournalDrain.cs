using Flujo.Journal;
using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>
/// Moves records of one journal into the store, batch by batch: the part that the drainer of a living process and the recovery of a dead one's journal have in
/// common. Used by one thread.
/// </summary>
internal sealed class JournalDrain
{
    /// <summary>For a drainer. Small enough that chunks come back well within the time that a writing thread waits, on a busy machine too; large enough that a commit costs
    /// little per span.</summary>
    private const int RecordsPerBatch = 16_384;

    // Written by the thread that drains, read by any.
    private long _storedRecords;

    // The thread that drains.
    private readonly Batch _batch = new();
    private readonly RecordMerger _merger = new();
    private readonly RecordDecoder _decoder;
    private List<DrainCursor> _cursors = [];
    private int _chunks;
    private long _until;
    private bool _more;

    /// <param name="clock">Of the journal.</param>
    /// <param name="version">The journal's format.</param>
    public JournalDrain(TickClock clock, int version = JournalFormat.Version) => _decoder = new RecordDecoder(clock, _batch, Runs, version);

    /// <summary>Records that are in the store because of this drain. Read by any thread.</summary>
    public long StoredRecords => Interlocked.Read(ref _storedRecords);

    /// <summary>The journal's runs that may still get records.</summary>
    public Dictionary<uint, KnownRun> Runs { get; } = [];

    /// <summary>How far the store has this journal, as it says itself.</summary>
    public byte[] Progress { get; set; } = [];

    /// <summary>When the journal's process was seen alive: what the caller knows, or the newest record when that is later. Open spans end there.</summary>
    public long LastSignOfLifeNs { get; set; }

    /// <summary>Records that made no sense.</summary>
    public long Malformed => _decoder.Malformed;

    /// <summary>Stores all records that are not younger than <paramref name="until"/>.</summary>
    /// <param name="writer">The open store.</param>
    /// <param name="cursors">Where to read; they move.</param>
    /// <param name="chunks">How many chunks the journal has.</param>
    /// <param name="until">Ticks that were read before the cursors were made.</param>
    /// <param name="stored">Called after each commit.</param>
    /// <exception cref="SqliteFailure">The last batch was not stored; make new cursors and try again.</exception>
    public void StoreAll(StoreWriter writer, List<DrainCursor> cursors, int chunks, long until, Action? stored = null)
    {
        Begin(cursors, chunks, until);
        while (StoreNext(writer, RecordsPerBatch))
        {
            stored?.Invoke();
        }
    }

    /// <summary>Begins with new cursors; <see cref="StoreNext"/> goes on.</summary>
    public void Begin(List<DrainCursor> cursors, int chunks, long until)
    {
        (_cursors, _chunks, _until, _more) = (cursors, chunks, until, true);
        _merger.Start(cursors);
    }

    /// <summary>Stores the next batch.</summary>
    /// <returns>Whether there was one; false ends it.</returns>
    /// <exception cref="SqliteFailure">It was not stored; make new cursors and try again.</exception>
    public bool StoreNext(StoreWriter writer, int maxRecords)
    {
        _batch.Clear();
        _more = _more && _merger.Read(_decoder, _until, maxRecords);
        if (_batch.IsEmpty)
        {
            return false;
        }

        byte[] progress = JournalProgress.After(Progress, _cursors, _chunks);
        LastSignOfLifeNs = Math.Max(LastSignOfLifeNs, _decoder.NewestNs);
        writer.Apply(_batch, progress, LastSignOfLifeNs);
        Progress = progress;
        Interlocked.Add(ref _storedRecords, _batch.Records);
        ForgetFinishedRuns();
        return true;
    }

    private void ForgetFinishedRuns()
    {
        foreach (RunEnd end in _batch.EndedRuns)
        {
            ForgetIfFinished(end.RunIndex);
        }

        // A span that outlived its run finishes it with its own end.
        foreach (ref readonly SpanDelta span in _batch.SortedSpans())
        {
            if (span.HasEnd)
            {
                ForgetIfFinished(span.RunIndex);
            }
        }
    }

    private void ForgetIfFinished(uint runIndex)
    {
        if (Runs.TryGetValue(runIndex, out KnownRun? run) && run.Progress.IsFinished)
        {
            Runs.Remove(runIndex);
        }
    }
}
