using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>
/// Stores the batches of one journal, each in one transaction together with how far the journal has been read. Used by one thread. When a batch
/// fails, everything in memory is put back as it was before, so that the same records can be tried again.
/// </summary>
internal sealed class StoreWriter
{
    private readonly SqliteDatabase _database;
    private readonly IReadOnlyDictionary<uint, KnownRun> _runs;
    private readonly IDictionary<string, string> _pendingNotes;
    private readonly NameNumbers _names;
    private readonly Rollups _rollups = new();
    private readonly SpanRows _rows;
    private readonly RunChanges _changes;
    private readonly BatchDetails _details;
    private readonly DropReports _drops;
    private readonly JournalRow _journal;

    /// <param name="database">The open store.</param>
    /// <param name="journal">Whose records they are.</param>
    /// <param name="constants">What the ids in the records mean.</param>
    /// <param name="runs">All runs of the journal that have not finished; the caller adds started runs before it applies a batch.</param>
    /// <param name="notes">What went wrong, by cause: stored with the runs of the next batch, and then forgotten.</param>
    /// <param name="drops">What the journal's table of drops says now.</param>
    public StoreWriter(
        SqliteDatabase database,
        JournalIdentity journal,
        IConstants constants,
        IReadOnlyDictionary<uint, KnownRun> runs,
        IDictionary<string, string>? notes = null,
        Func<IReadOnlyList<RunDrops>>? drops = null)
    {
        _database = database;
        _runs = runs;
        _pendingNotes = notes ?? new Dictionary<string, string>(StringComparer.Ordinal);
        _names = new NameNumbers(database, constants);
        _rows = new SpanRows(database, _names, _rollups);
        _changes = new RunChanges(database, _names, _rows);
        _details = new BatchDetails(database, _names, Present);
        _drops = new DropReports(database, drops ?? (static () => []));
        _journal = new JournalRow(database, journal);
    }

    /// <summary>The store.</summary>
    public SqliteDatabase Database => _database;

    /// <summary>The journal's number in the store; 0 before its row is written.</summary>
    public long JournalNo => _journal.Number;

    /// <summary>Stores a batch.</summary>
    /// <param name="batch">What was read.</param>
    /// <param name="progress">How far the journal has been read with it.</param>
    /// <param name="nowNs">When the journal's process was last seen alive; not before the batch's newest record.</param>
    /// <exception cref="SqliteFailure">Nothing was stored; the same batch can be tried again.</exception>
    public void Apply(Batch batch, byte[] progress, long nowNs)
    {
        try
        {
            Store(batch, progress, nowNs);
        }
        catch (SqliteFailure failure) when (failure.IsConflict)
        {
            // Some of it is in the store already: a damaged journal, or one whose progress was lost. Once more, with a look at every row.
            _rows.OneByOne = true;
            try
            {
                Store(batch, progress, nowNs);
            }
            finally
            {
                _rows.OneByOne = false;
            }
        }
    }

    private void Store(Batch batch, byte[] progress, long nowNs)
    {
        InTransaction(() =>
        {
            _journal.Ensure(nowNs);
            BeginRuns(batch);
            StoreSpans(batch);
            _details.Store(batch);
            EndRuns(batch);
            _changes.Write(_journal.Number);
            _drops.StoreEnded(_changes.All, _journal.Number);
            _drops.Store(_runs, Present, _journal.Number);
            _details.StoreNotes(_pendingNotes, _changes.All, nowNs);
            _rollups.Flush(_database);
            _changes.WriteMapping(_journal.Number);
            _journal.NoteProgress(progress, nowNs);
            return true;
        });
        _pendingNotes.Clear();
    }

    /// <summary>Shows, by the row alone, that the journal's process lives.</summary>
    public void Beat(long nowNs) => _journal.Beat(nowNs);

    /// <summary>Marks a part of what is still open as interrupted and, when nothing is, the journal as closed. The caller deletes the file afterwards.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public bool CloseSome(long lastSignOfLifeNs) => InTransaction(() =>
    {
        _journal.Ensure(lastSignOfLifeNs);
        _drops.Store(_runs, Present, _journal.Number);
        return JournalCloser.CloseSome(_database, _rows, _rollups, _journal.Number, lastSignOfLifeNs);
    });

    /// <summary>Marks a part of what is still open as interrupted, and leaves the journal open: what still comes may say better.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public bool InterruptSome(long lastSignOfLifeNs) => InTransaction(() =>
    {
        _journal.Ensure(lastSignOfLifeNs);
        _drops.Store(_runs, Present, _journal.Number);
        return JournalCloser.InterruptSome(_database, _rows, _rollups, _journal.Number, lastSignOfLifeNs);
    });

    /// <summary>Makes a change of another kind, in a transaction of its own.</summary>
    /// <exception cref="SqliteFailure">Nothing was changed.</exception>
    public void Change(Action<StoreWriter> change) => InTransaction(() =>
    {
        change(this);
        return true;
    });

    /// <summary>Takes a paused run for this journal's process. Whoever is first gets it: from then on it is running here, and paused for nobody.
    /// Called inside of <see cref="Change"/>.</summary>
    /// <returns>What it takes to go on with it, or null when there is no such run, or no longer.</returns>
    public PausedRun? ClaimPaused(string runId, long nowNs)
    {
        if (PausedRuns.Find(_database, runId) is not { } paused)
        {
            return null;
        }

        _journal.Ensure(nowNs);
        var run = new KnownRun
        {
            RunIndex = 0,
            RunId = paused.RunId,
            Pipeline = paused.Pipeline,
            Progress = new RunProgress { RunNo = paused.RunNo, PipelineNo = paused.PipelineNo },
        };
        RunRows.Reopen(_database, paused.RunNo, _journal.Number);
        _rows.Reopen(run, 1, _journal.Number);
        _rollups.Flush(_database);
        return paused;
    }

    /// <summary>Writes the catalogue of the steps that the program declares.</summary>
    public void StoreDeclaredSteps(IEnumerable<DeclaredStep> steps) => InTransaction(() =>
    {
        foreach (DeclaredStep step in steps)
        {
            CatalogueRows.Store(_database, step);
        }

        return true;
    });

    private T InTransaction<T>(Func<T> act)
    {
        try
        {
            T result = StoreTransaction.Run(_database, act);
            _changes.Clear();
            return result;
        }
        catch
        {
            _changes.Undo();
            _names.Forget();
            _rollups.Clear();
            _rows.Forget();
            _drops.Forget();
            _journal.Forget();
            throw;
        }
    }

    private void BeginRuns(Batch batch)
    {
        foreach (KnownRun run in batch.StartedRuns)
        {
            _changes.Of(run, _journal.Number, begins: true);
        }
    }

    private void StoreSpans(Batch batch)
    {
        bool merges = false;
        RunChange? change = null;
        Span<SpanDelta> spans = batch.SortedSpans();
        foreach (ref SpanDelta delta in spans)
        {
            if (change?.Run.RunIndex != delta.RunIndex)
            {
                change = ChangeOf(delta.RunIndex);
            }

            if (change is null)
            {
                continue;
            }

            if (delta.HasEnd)
            {
                change.Run.Progress.ClosedSpans++;
            }

            if (delta.HasStart && !change.IsGone)
            {
                _rows.Insert(change, delta, _journal.Number);
            }

            merges |= !delta.HasStart;
        }

        _rows.Flush();
        if (merges)
        {
            MergeSpans(spans);
        }
    }

    /// <summary>After all new rows, so that those are written many at a time.</summary>
    private void MergeSpans(Span<SpanDelta> spans)
    {
        foreach (ref SpanDelta delta in spans)
        {
            if (!delta.HasStart && Present(delta.RunIndex) is { } run)
            {
                _rows.Merge(run, delta, _journal.Number);
            }
        }
    }

    private void EndRuns(Batch batch)
    {
        foreach ((uint runIndex, RunUsage usage) in batch.Usage)
        {
            if (ChangeOf(runIndex) is { } change)
            {
                change.Usage = usage;
            }
        }

        foreach (RunEnd end in batch.EndedRuns)
        {
            if (ChangeOf(end.RunIndex) is { } change)
            {
                change.Run.Progress.Ended = true;
                change.Run.Progress.ExpectedSpans = end.ExpectedSpans;
                change.End = end;
            }
        }
    }

    /// <summary>What the batch does to a run, or null when the run's start is missing: a damaged journal, and no reason to invent a run.</summary>
    private RunChange? ChangeOf(uint runIndex) => _runs.TryGetValue(runIndex, out KnownRun? run) ? _changes.Of(run, _journal.Number) : null;

    /// <summary>The run, or null when it is unknown or no longer in the store.</summary>
    private KnownRun? Present(uint runIndex) => ChangeOf(runIndex) is { IsGone: false } change ? change.Run : null;
}
