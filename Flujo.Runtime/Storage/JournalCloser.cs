namespace Flujo.Storage;

/// <summary>
/// Ends what a process left open: its spans and runs become interrupted, paused ones stay paused. In parts that are one short transaction each, so that programs go
/// on writing in between; who is killed half-way has done half, and the next one does the rest. Runs inside a transaction.
/// </summary>
internal static class JournalCloser
{
    private const int SpansPerTransaction = 2000;

    /// <summary>Does a part of the closing.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public static bool CloseSome(SqliteDatabase database, SpanRows rows, Rollups rollups, long journalNo, long lastSignOfLifeNs)
    {
        if (InterruptSome(database, rows, rollups, journalNo, lastSignOfLifeNs))
        {
            return true;
        }

        database.Statement("DELETE FROM open_spans WHERE journal_no = ?1").Bind(1, journalNo).Run();
        database.Statement("DELETE FROM journal_runs WHERE journal_no = ?1").Bind(1, journalNo).Run();
        database.Statement("UPDATE journals SET state = 1, progress = NULL WHERE journal_no = ?1").Bind(1, journalNo).Run();
        return false;
    }

    /// <summary>Interrupts some of what is open, spans first. The journal stays open: more of its records may come, and say better.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public static bool InterruptSome(SqliteDatabase database, SpanRows rows, Rollups rollups, long journalNo, long lastSignOfLifeNs)
    {
        List<(long RunNo, uint SpanNo, long PipelineNo)> open = OpenSpans(database, journalNo);
        foreach ((long runNo, uint spanNo, long pipelineNo) in open)
        {
            rows.Interrupt(runNo, spanNo, pipelineNo, lastSignOfLifeNs);
            database.Statement("DELETE FROM open_spans WHERE journal_no = ?1 AND run_no = ?2 AND span_no = ?3")
                .Bind(1, journalNo).Bind(2, runNo).Bind(3, spanNo).Run();
        }

        rollups.Flush(database);
        if (open.Count == SpansPerTransaction)
        {
            return true;
        }

        database.Statement(
            "UPDATE run_rows SET status = 5, ended_at = max(started_at, ?2) WHERE status = 0 AND journal_no = ?1")
            .Bind(1, journalNo).Bind(2, lastSignOfLifeNs).Run();
        return false;
    }

    private static List<(long RunNo, uint SpanNo, long PipelineNo)> OpenSpans(SqliteDatabase database, long journalNo)
    {
        var open = new List<(long, uint, long)>();
        SqliteStatement select = database.Statement(
            """
            SELECT o.run_no, o.span_no, r.pipeline_no FROM open_spans o JOIN run_rows r ON r.run_no = o.run_no WHERE o.journal_no = ?1 LIMIT ?2
            """).Bind(1, journalNo).Bind(2, SpansPerTransaction);
        while (select.Step())
        {
            open.Add((select.Long(0), (uint)select.Long(1), select.Long(2)));
        }

        select.Reset();
        return open;
    }
}
