namespace Flujo.Storage;

/// <summary>Writes the rows of runs.</summary>
internal static class RunRows
{
    public static long Insert(SqliteDatabase database, KnownRun run, long journalNo)
    {
        // A run that comes back after its store was deleted, or from two journals, has one row all the same.
        SqliteStatement insert = database.Statement(
            """
            INSERT INTO run_rows(run_id, trace_id, parent_run_id, pipeline_no, pipeline_version, journal_no, status, started_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7) ON CONFLICT(run_id) DO UPDATE SET journal_no = excluded.journal_no RETURNING run_no
            """)
            .Bind(1, run.RunId).Bind(2, run.TraceId).Bind(3, run.ParentRunId).Bind(4, run.Progress.PipelineNo).Bind(5, run.Version)
            .Bind(6, journalNo).Bind(7, run.StartedAt);
        insert.Step();
        long runNo = insert.Long(0);
        insert.Reset();
        return runNo;
    }

    /// <summary>Takes up a paused run where it stopped.</summary>
    /// <returns>False when the store does not have it.</returns>
    public static bool Resume(SqliteDatabase database, SpanRows rows, KnownRun run, long journalNo)
    {
        SqliteStatement find = database.Statement("SELECT run_no FROM run_rows WHERE run_id = ?1").Bind(1, run.RunId);
        bool found = find.Step();
        long runNo = found ? find.Long(0) : 0;
        find.Reset();
        if (!found)
        {
            return false;
        }

        run.Progress.RunNo = runNo;
        database.Statement("UPDATE run_rows SET status = 0, ended_at = NULL, journal_no = ?2 WHERE run_no = ?1").Bind(1, runNo).Bind(2, journalNo).Run();
        rows.Reopen(run, 1, journalNo);
        return true;
    }

    /// <summary>Whether the run still has its row; a number that became free may belong to another run by now.</summary>
    public static bool Exists(SqliteDatabase database, KnownRun run)
    {
        SqliteStatement find = database.Statement("SELECT 1 FROM run_rows WHERE run_no = ?1 AND run_id = ?2").Bind(1, run.Progress.RunNo).Bind(2, run.RunId);
        bool found = find.Step();
        find.Reset();
        return found;
    }

    public static void AddUsage(SqliteDatabase database, long runNo, in RunUsage usage) => database.Statement(
        """
        UPDATE run_rows SET input_tokens = input_tokens + ?2, output_tokens = output_tokens + ?3,
            total_cost = iif(?5, coalesce(total_cost, 0) + ?4, total_cost) WHERE run_no = ?1
        """)
        .Bind(1, runNo).Bind(2, usage.InputTokens).Bind(3, usage.OutputTokens).Bind(4, usage.Cost).Bind(5, usage.HasCost ? 1 : 0).Run();

    public static void AddSteps(SqliteDatabase database, long runNo, long steps) =>
        database.Statement("UPDATE run_rows SET total_steps = total_steps + ?2 WHERE run_no = ?1").Bind(1, runNo).Bind(2, steps).Run();

    public static void End(SqliteDatabase database, long runNo, in RunEnd end) => database.Statement(
        """
        UPDATE run_rows SET status = ?2, ended_at = iif(?2 = 4, NULL, max(?3, started_at)) WHERE run_no = ?1
        """)
        .Bind(1, runNo).Bind(2, (long)end.Status).Bind(3, end.EndedAt).Run();

    /// <summary>Notes, or forgets, which number a run has in its journal.</summary>
    public static void Map(SqliteDatabase database, long journalNo, KnownRun run, bool add)
    {
        if (add)
        {
            database.Statement("INSERT OR REPLACE INTO journal_runs VALUES (?1, ?2, ?3)")
                .Bind(1, journalNo).Bind(2, run.RunIndex).Bind(3, run.Progress.RunNo).Run();
        }
        else
        {
            database.Statement("DELETE FROM journal_runs WHERE journal_no = ?1 AND run_index = ?2").Bind(1, journalNo).Bind(2, run.RunIndex).Run();
        }
    }
}
