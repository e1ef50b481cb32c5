namespace Flujo.Storage;

/// <summary>
/// The one place where runs leave the store, with all that belongs to them: spans, attributes, events, texts, open spans, their place in
/// journals, and what they count for in the sums of <c>stats</c>, which thereby stay the sums of the spans that are there. What others share
/// stays: names, call sites, declared steps, the audit log, runs that were started inside of a deleted one.
/// <para>
/// Each transaction is short, so that programs go on writing. A run of more spans than one takes goes from its last span to its root: who looks in
/// between sees a smaller tree, and to delete it again goes on. A drainer that still holds a deleted run sees that its row is gone and forgets it
/// (<see cref="StoreWriter"/>). Running runs are never deleted. Used by one thread.
/// </para>
/// </summary>
internal sealed class RunDeletion
{
    /// <summary>Some tens of milliseconds.</summary>
    private const int SpansPerTransaction = 2000;

    private readonly SqliteDatabase _database;
    private readonly Rollups _rollups = new();

    public RunDeletion(SqliteDatabase database) => _database = database;

    /// <summary>Runs that are gone.</summary>
    public long Runs { get; private set; }

    /// <summary>Spans that are gone, those of half-deleted runs included.</summary>
    public long Spans { get; private set; }

    /// <summary>Runs that were not deleted, because they are running, or gone already.</summary>
    public long Skipped { get; private set; }

    /// <summary>Deletes one run.</summary>
    /// <returns>False when it is running or not there.</returns>
    /// <exception cref="SqliteFailure">SQLite refused; to delete it again goes on.</exception>
    public bool Delete(long runNo)
    {
        long before = Runs;
        var queue = new Queue<long>([runNo]);
        while (queue.Count > 0)
        {
            DeleteSome(queue);
        }

        return Runs > before;
    }

    /// <summary>Deletes as many runs from the head of the queue as one short transaction takes, at least a part of the first.</summary>
    /// <param name="runNos">What is done with is taken out.</param>
    /// <exception cref="SqliteFailure">Nothing was deleted by this call.</exception>
    public void DeleteSome(Queue<long> runNos)
    {
        _database.Execute("BEGIN IMMEDIATE");
        try
        {
            Tally tally = DeleteWhatFits(runNos);
            _rollups.Flush(_database);
            _database.Execute("COMMIT");
            Runs += tally.Deleted;
            Skipped += tally.Done - tally.Deleted;
            Spans += tally.Spans;
            for (int i = 0; i < tally.Done; i++)
            {
                runNos.Dequeue();
            }
        }
        catch
        {
            _rollups.Clear();
            if (_database.InTransaction)
            {
                _database.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private Tally DeleteWhatFits(Queue<long> runNos)
    {
        var tally = new Tally();
        foreach (long runNo in runNos)
        {
            if (DeletablePipeline(runNo) is not { } pipelineNo)
            {
                tally.Done++;
                continue;
            }

            long first = FirstOfLast(runNo, SpansPerTransaction);
            if (tally.Spans > 0 && (first > 0 || tally.Spans + CountOf(runNo) > SpansPerTransaction))
            {
                break; // whole in the next transaction, or with all the room there
            }

            tally.Spans += DeleteSpans(runNo, pipelineNo, first);
            if (first > 0)
            {
                break;
            }

            DeleteRow(runNo);
            tally.Done++;
            tally.Deleted++;
            if (tally.Spans >= SpansPerTransaction)
            {
                break;
            }
        }

        return tally;
    }

    /// <summary>The pipeline's name of a run that may be deleted, or null.</summary>
    private long? DeletablePipeline(long runNo)
    {
        SqliteStatement select = _database.Statement("SELECT pipeline_no FROM run_rows WHERE run_no = ?1 AND status <> 0").Bind(1, runNo);
        long? pipelineNo = select.Step() ? select.Long(0) : null;
        select.Reset();
        return pipelineNo;
    }

    /// <summary>The number of the first of a run's last spans, or 0 when it has no more than these.</summary>
    private long FirstOfLast(long runNo, int spans)
    {
        SqliteStatement select = _database.Statement(
            "SELECT span_no FROM span_rows WHERE run_no = ?1 ORDER BY span_no DESC LIMIT 1 OFFSET ?2").Bind(1, runNo).Bind(2, spans - 1);
        bool found = select.Step();
        long first = found ? select.Long(0) : 0;
        select.Reset();
        return first <= 1 ? 0 : first; // the root goes with its run's row
    }

    private long CountOf(long runNo)
    {
        SqliteStatement select = _database.Statement("SELECT count(*) FROM span_rows WHERE run_no = ?1").Bind(1, runNo);
        select.Step();
        long count = select.Long(0);
        select.Reset();
        return count;
    }

    private long DeleteSpans(long runNo, long pipelineNo, long first)
    {
        long count = 0;
        var minutes = new HashSet<long>();
        SqliteStatement select = _database.Statement(
            $"SELECT {SpanState.Columns} FROM span_rows WHERE run_no = ?1 AND span_no >= ?2").Bind(1, runNo).Bind(2, first);
        while (select.Step())
        {
            SpanState state = SpanState.Read(select);
            _rollups.Count(pipelineNo, state, -1);
            minutes.Add(Rollups.BucketOf(state.StartedAt, Rollups.Minute));
            count++;
        }

        select.Reset();
        foreach (long minute in minutes)
        {
            _database.Statement("UPDATE minute_runs SET last_span = min(last_span, ?3 - 1) WHERE bucket = ?1 AND run_no = ?2")
                .Bind(1, minute).Bind(2, runNo).Bind(3, first).Run();
            _database.Statement("DELETE FROM minute_runs WHERE bucket = ?1 AND run_no = ?2 AND first_span > last_span")
                .Bind(1, minute).Bind(2, runNo).Run();
        }

        foreach (string table in (ReadOnlySpan<string>)["payloads", "span_usage", "span_events", "span_attributes", "span_rows"])
        {
            _database.Statement($"DELETE FROM {table} WHERE run_no = ?1 AND span_no >= ?2").Bind(1, runNo).Bind(2, first).Run();
        }

        return count;
    }

    private void DeleteRow(long runNo)
    {
        // Only journals that are open have such rows, and there are few of them.
        foreach (string table in (ReadOnlySpan<string>)["open_spans", "journal_runs"])
        {
            _database.Statement(
                $"DELETE FROM {table} WHERE run_no = ?1 AND journal_no IN (SELECT journal_no FROM journals WHERE state = 0)").Bind(1, runNo).Run();
        }

        _database.Statement("DELETE FROM run_rows WHERE run_no = ?1").Bind(1, runNo).Run();
    }

    /// <summary>What one transaction has done.</summary>
    private struct Tally
    {
        public int Done;
        public int Deleted;
        public long Spans;
    }
}
