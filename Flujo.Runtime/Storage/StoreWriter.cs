using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>
/// Stores the batches of one journal, each in one transaction together with how far the journal has been read. Used by one thread. When a batch
/// fails, everything in memory is put back as it was before, so that the same records can be tried again.
/// </summary>
internal sealed class StoreWriter
{
    private readonly SqliteDatabase _database;
    private readonly JournalIdentity _journal;
    private readonly IReadOnlyDictionary<uint, KnownRun> _runs;
    private readonly NameNumbers _names;
    private readonly Rollups _rollups = new();
    private readonly SpanRows _rows;
    private readonly IDictionary<string, string> _pendingNotes;
    private readonly RunChanges _changes;
    private readonly Func<IReadOnlyList<RunDrops>> _drops;
    private IReadOnlyList<RunDrops> _storedDrops = [];
    private long _journalNo;

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
        _pendingNotes = notes ?? new Dictionary<string, string>(StringComparer.Ordinal);
        _database = database;
        _journal = journal;
        _runs = runs;
        _drops = drops ?? (static () => []);
        _names = new NameNumbers(database, constants);
        _rows = new SpanRows(database, _names, _rollups);
        _changes = new RunChanges(database, _names, _rows);
    }

    /// <summary>The store.</summary>
    public SqliteDatabase Database => _database;

    /// <summary>The journal's number in the store; 0 before its row is written.</summary>
    public long JournalNo => _journalNo;

    /// <summary>Stores a batch.</summary>
    /// <param name="batch">What was read.</param>
    /// <param name="progress">How far the journal has been read with it.</param>
    /// <param name="nowNs">When the journal's process was last seen alive; not before the batch's newest record.</param>
    /// <exception cref="SqliteFailure">Nothing was stored; the same batch can be tried again.</exception>
    public void Apply(Batch batch, ReadOnlySpan<byte> progress, long nowNs)
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

    private void Store(Batch batch, ReadOnlySpan<byte> progress, long nowNs)
    {
        Begin();
        try
        {
            EnsureJournal(nowNs);
            BeginRuns(batch);
            StoreSpans(batch);
            StoreDetails(batch);
            EndRuns(batch);
            _changes.Write(_journalNo);
            StoreDropsOfEndedRuns();
            StoreDrops();
            StoreNotes(nowNs);
            _rollups.Flush(_database);
            StoreMapping();
            _database.Statement("UPDATE journals SET state = 0, progress = ?2, last_seen_at = ?3 WHERE journal_no = ?1")
                .Bind(1, _journalNo).Bind(2, progress).Bind(3, nowNs).Run();
            _database.Execute("COMMIT");
            _changes.Clear();
            _pendingNotes.Clear();
        }
        catch
        {
            Undo();
            throw;
        }
    }

    /// <summary>Shows, by the row alone, that the journal's process lives.</summary>
    public void Beat(long nowNs) =>
        _database.Statement("UPDATE journals SET last_seen_at = ?2 WHERE journal_no = ?1").Bind(1, _journalNo).Bind(2, nowNs).Run();

    /// <summary>Marks a part of what is still open as interrupted and, when nothing is, the journal as closed. The caller deletes the file afterwards.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public bool CloseSome(long lastSignOfLifeNs) => InTransaction(() =>
    {
        EnsureJournal(lastSignOfLifeNs);
        StoreDrops();
        return JournalCloser.CloseSome(_database, _rows, _rollups, _journalNo, lastSignOfLifeNs);
    });

    /// <summary>Marks a part of what is still open as interrupted, and leaves the journal open: what still comes may say better.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public bool InterruptSome(long lastSignOfLifeNs) => InTransaction(() =>
    {
        EnsureJournal(lastSignOfLifeNs);
        StoreDrops();
        return JournalCloser.InterruptSome(_database, _rows, _rollups, _journalNo, lastSignOfLifeNs);
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

        EnsureJournal(nowNs);
        var run = new KnownRun
        {
            RunIndex = 0,
            RunId = paused.RunId,
            Pipeline = paused.Pipeline,
            Progress = new RunProgress { RunNo = paused.RunNo, PipelineNo = paused.PipelineNo },
        };
        RunRows.Reopen(_database, paused.RunNo, _journalNo);
        _rows.Reopen(run, 1, _journalNo);
        _rollups.Flush(_database);
        return paused;
    }

    /// <summary>Writes the catalogue of the steps that the program declares.</summary>
    public void StoreDeclaredSteps(IEnumerable<DeclaredStep> steps)
    {
        Begin();
        try
        {
            foreach (DeclaredStep step in steps)
            {
                _database.Statement(
                    """
                    INSERT INTO declared_steps VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET
                        name = excluded.name, kind = excluded.kind, file = excluded.file, line = excluded.line,
                        max_attempts = excluded.max_attempts, capture = excluded.capture
                    """)
                    .Bind(1, step.Program).Bind(2, step.Version).Bind(3, step.Method).Bind(4, step.Name).Bind(5, step.Kind.Word())
                    .Bind(6, step.File).Bind(7, step.Line).Bind(8, step.MaxAttempts).Bind(9, step.Capture.ToString()).Run();
            }

            _database.Execute("COMMIT");
        }
        catch
        {
            Undo();
            throw;
        }
    }

    private void Begin() => _database.Execute("BEGIN IMMEDIATE");

    private T InTransaction<T>(Func<T> act)
    {
        Begin();
        try
        {
            T result = act();
            _database.Execute("COMMIT");
            return result;
        }
        catch
        {
            Undo();
            throw;
        }
    }

    private void Undo()
    {
        if (_database.InTransaction)
        {
            _database.Execute("ROLLBACK");
        }

        _changes.Undo();
        _names.Forget();
        _rollups.Clear();
        _rows.Forget();
        _storedDrops = [];
        _journalNo = 0;
    }

    private void EnsureJournal(long nowNs)
    {
        if (_journalNo != 0)
        {
            return;
        }

        SqliteStatement insert = _database.Statement(
            """
            INSERT INTO journals(journal_id, path, state, program, program_version, host, process_id, started_at, last_seen_at, resource)
            VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at RETURNING journal_no
            """)
            .Bind(1, _journal.JournalId).Bind(2, _journal.Path).Bind(3, _journal.Program).Bind(4, _journal.ProgramVersion)
            .Bind(5, _journal.Host).Bind(6, _journal.ProcessId).Bind(7, _journal.StartedAt).Bind(8, nowNs).Bind(9, _journal.Resource);
        insert.Step();
        _journalNo = insert.Long(0);
        insert.Reset();
    }

    private void BeginRuns(Batch batch)
    {
        foreach (KnownRun run in batch.StartedRuns)
        {
            _changes.Of(run, _journalNo, begins: true);
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
                _rows.Insert(change, delta, _journalNo);
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
                _rows.Merge(run, delta, _journalNo);
            }
        }
    }

    private void StoreDetails(Batch batch)
    {
        foreach (AttributeDelta attribute in batch.Attributes)
        {
            if (Present(attribute.RunIndex) is { } run)
            {
                DetailRows.Store(_database, run.Progress.RunNo, _names.Of(attribute.Key), attribute);
            }
        }

        foreach (EventDelta item in batch.Events)
        {
            if (Present(item.RunIndex) is { } run)
            {
                DetailRows.Store(_database, run.Progress.RunNo, _names.Of(item.Name), item);
            }
        }

        foreach ((UsageKey key, UsageSums sums) in batch.SpanUsage)
        {
            if (Present(key.RunIndex) is { } run)
            {
                DetailRows.Store(_database, run.Progress.RunNo, key, NumberOf(key.Model), NumberOf(key.CostSource), sums);
            }
        }

        foreach (PayloadDelta payload in batch.Payloads)
        {
            if (Present(payload.RunIndex) is { } run)
            {
                DetailRows.Store(_database, run.Progress.RunNo, payload);
            }
        }
    }

    private long NumberOf(string? name) => name is null ? 0 : _names.Of(name);

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
    private RunChange? ChangeOf(uint runIndex) => _runs.TryGetValue(runIndex, out KnownRun? run) ? _changes.Of(run, _journalNo) : null;

    /// <summary>The run, or null when it is unknown or no longer in the store.</summary>
    private KnownRun? Present(uint runIndex) => ChangeOf(runIndex) is { IsGone: false } change ? change.Run : null;

    /// <summary>The end of a run brings its own counts.</summary>
    private void StoreDropsOfEndedRuns()
    {
        foreach (RunChange change in _changes.All)
        {
            if (change is { IsGone: false, End: { } end })
            {
                DropRows.Store(_database, change.Run.Progress.RunNo, _journalNo, end.Dropped);
            }
        }
    }

    /// <summary>Stores what is dropped of runs that go on, and of no run.</summary>
    private void StoreDrops()
    {
        IReadOnlyList<RunDrops> drops = _drops();
        if (drops.SequenceEqual(_storedDrops))
        {
            return;
        }

        bool all = true;
        foreach ((uint runIndex, DropCounts counts) in drops)
        {
            if (runIndex == 0)
            {
                DropRows.Store(_database, 0, _journalNo, counts);
            }
            else if (!_runs.TryGetValue(runIndex, out KnownRun? run) || run.Progress.RunNo == 0)
            {
                all = false; // its start comes with a later batch
            }
            else if (!run.Progress.Ended && Present(runIndex) is not null)
            {
                DropRows.Store(_database, run.Progress.RunNo, _journalNo, counts);
            }
        }

        _storedDrops = all ? drops : [];
    }

    private void StoreNotes(long nowNs)
    {
        foreach ((string cause, string message) in _pendingNotes)
        {
            foreach (RunChange change in _changes.All)
            {
                if (!change.IsGone)
                {
                    DetailRows.StoreNote(_database, change.Run.Progress.RunNo, _names.Of("note"), nowNs, cause, message);
                }
            }
        }
    }

    private void StoreMapping()
    {
        foreach (RunChange change in _changes.All)
        {
            KnownRun run = change.Run;
            if (!change.IsGone && run.Progress.IsFinished == run.Progress.Mapped)
            {
                RunRows.Map(_database, _journalNo, run, !run.Progress.Mapped);
                run.Progress.Mapped = !run.Progress.Mapped;
            }
        }
    }
}
