namespace Flujo.Storage;

/// <summary>Ends what a process left open: its spans and runs become interrupted, paused ones stay paused. Runs inside a transaction.</summary>
internal static class JournalCloser
{
    public static void Close(SqliteDatabase database, SpanRows rows, Rollups rollups, long journalNo, long lastSignOfLifeNs)
    {
        foreach ((long runNo, uint spanNo, long pipelineNo) in OpenSpans(database, journalNo))
        {
            rows.Interrupt(runNo, spanNo, pipelineNo, lastSignOfLifeNs);
        }

        rollups.Flush(database);
        database.Statement(
            "UPDATE run_rows SET status = 5, ended_at = max(started_at, ?2) WHERE status = 0 AND journal_no = ?1")
            .Bind(1, journalNo).Bind(2, lastSignOfLifeNs).Run();
        database.Statement("DELETE FROM open_spans WHERE journal_no = ?1").Bind(1, journalNo).Run();
        database.Statement("DELETE FROM journal_runs WHERE journal_no = ?1").Bind(1, journalNo).Run();
        database.Statement("UPDATE journals SET state = 1, progress = NULL WHERE journal_no = ?1").Bind(1, journalNo).Run();
    }

    private static List<(long RunNo, uint SpanNo, long PipelineNo)> OpenSpans(SqliteDatabase database, long journalNo)
    {
        var open = new List<(long, uint, long)>();
        SqliteStatement select = database.Statement(
            "SELECT o.run_no, o.span_no, r.pipeline_no FROM open_spans o JOIN run_rows r ON r.run_no = o.run_no WHERE o.journal_no = ?1")
            .Bind(1, journalNo);
        while (select.Step())
        {
            open.Add((select.Long(0), (uint)select.Long(1), select.Long(2)));
        }

        select.Reset();
        return open;
    }
}
