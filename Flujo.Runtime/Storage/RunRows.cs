namespace Flujo.Storage;

/// <summary>Writes the rows of runs.</summary>
internal static class RunRows
{
    /// <summary>Whether the store still has a run that was stored before. Numbers of deleted runs are given again, so the id decides.</summary>
    public static bool Has(SqliteDatabase database, KnownRun run)
    {
        SqliteStatement find = database.Statement("SELECT 1 FROM run_rows WHERE run_no = ?1 AND run_id = ?2").Bind(1, run.Progress.RunNo).Bind(2, run.RunId);
        bool found = find.Step();
        find.Reset();
        return found;
    }

    /// <summary>The number of a run, or null when the store does not have it.</summary>
    public static long? Find(SqliteDatabase database, string runId)
    {
        SqliteStatement find = database.Statement("SELECT run_no FROM run_rows WHERE run_id = ?1").Bind(1, runId);
        long? runNo = find.Step() ? find.Long(0) : null;
        find.Reset();
        return runNo;
    }

    /// <summary>Writes the row of a new run as it is at the end of the batch.</summary>
    public static void Insert(SqliteDatabase database, RunChange change, long journalNo)
    {
        KnownRun run = change.Run;
        RunUsage usage = change.Usage;
        database.Statement(
            """
            INSERT OR FAIL INTO run_rows(run_no, run_id, trace_id, parent_run_id, pipeline_no, pipeline_version, journal_no, status, started_at, ended_at,
                total_steps, total_cost, input_tokens, output_tokens, trace_parent)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
            """)
            .Bind(1, run.Progress.RunNo).Bind(2, run.RunId).Bind(3, run.TraceId).Bind(4, run.ParentRunId).Bind(5, run.Progress.PipelineNo)
            .Bind(6, run.Version).Bind(7, journalNo).Bind(8, (long)(change.End?.Status ?? FlujoStatus.Running)).Bind(9, run.StartedAt)
            .Bind(10, change.End is { Status: not FlujoStatus.Paused } end ? Math.Max(end.EndedAt, run.StartedAt) : null)
            .Bind(11, change.Steps).Bind(12, usage.HasCost ? usage.Cost : null).Bind(13, usage.InputTokens).Bind(14, usage.OutputTokens)
            .Bind(15, run.TraceParent == 0 ? null : (long)run.TraceParent).Run();
    }

    /// <summary>Brings the row of an earlier run up to date.</summary>
    public static void Update(SqliteDatabase database, RunChange change)
    {
        long runNo = change.Run.Progress.RunNo;
        RunUsage usage = change.Usage;
        if (change.Steps != 0 || usage.HasCost || usage.InputTokens != 0 || usage.OutputTokens != 0)
        {
            database.Statement(
                """
                UPDATE run_rows SET total_steps = total_steps + ?2, input_tokens = input_tokens + ?3, output_tokens = output_tokens + ?4,
                    total_cost = iif(?6, coalesce(total_cost, 0) + ?5, total_cost) WHERE run_no = ?1
                """)
                .Bind(1, runNo).Bind(2, change.Steps).Bind(3, usage.InputTokens).Bind(4, usage.OutputTokens).Bind(5, usage.Cost)
                .Bind(6, usage.HasCost ? 1 : 0).Run();
        }

        if (change.End is { } end)
        {
            database.Statement(
                """
                UPDATE run_rows SET status = ?2, ended_at = iif(?2 = 4, NULL, max(?3, started_at)) WHERE run_no = ?1
                """)
                .Bind(1, runNo).Bind(2, (long)end.Status).Bind(3, end.EndedAt).Run();
        }
    }

    /// <summary>Takes up a paused run where it stopped.</summary>
    public static void Reopen(SqliteDatabase database, long runNo, long journalNo) => database.Statement(
        "UPDATE run_rows SET status = 0, ended_at = NULL, journal_no = ?2 WHERE run_no = ?1").Bind(1, runNo).Bind(2, journalNo).Run();

    /// <summary>Notes that the run's records come from this journal now.</summary>
    public static void Adopt(SqliteDatabase database, long runNo, long journalNo) => database.Statement(
        "UPDATE run_rows SET journal_no = ?2 WHERE run_no = ?1").Bind(1, runNo).Bind(2, journalNo).Run();

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
