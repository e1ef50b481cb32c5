using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Looks for runs that can go on.</summary>
internal static class PausedRuns
{
    /// <summary>The paused run of that id, or null.</summary>
    public static PausedRun? Find(SqliteDatabase database, string runId)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT r.run_no, r.run_id, n.name, r.pipeline_no, r.pipeline_version, coalesce(r.trace_id, r.run_id), s.span_id, (SELECT max(span_no) FROM span_rows m WHERE m.run_no = r.run_no)
            FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no JOIN span_rows s ON s.run_no = r.run_no AND s.span_no = 1
            WHERE r.run_id = ?1 AND r.status = 4
            """).Bind(1, runId.Trim().ToLowerInvariant());
        PausedRun? paused = !select.Step() ? null : new PausedRun(
            select.Long(0), select.Text(1), select.Text(2), select.Long(3), select.TextOrNull(4), select.Text(5), (ulong)select.Long(6), (uint)select.Long(7));
        select.Reset();
        return paused;
    }

    /// <summary>How a run stands, as the word that users read; null when there is none.</summary>
    public static string? StatusOf(SqliteDatabase database, string runId)
    {
        SqliteStatement select = database.Statement("SELECT status FROM runs WHERE run_id = ?1").Bind(1, runId.Trim().ToLowerInvariant());
        string? status = select.Step() ? select.Text(0) : null;
        select.Reset();
        return status;
    }
}
