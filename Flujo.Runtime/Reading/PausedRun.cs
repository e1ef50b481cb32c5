using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>What it takes to go on with a paused run.</summary>
internal sealed record PausedRun(string RunId, string Pipeline, string? Version, ulong RootId, uint LastSpanNo)
{
    public static PausedRun? Find(SqliteDatabase database, string runId)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT r.run_id, n.name, r.pipeline_version, s.span_id, (SELECT max(span_no) FROM span_rows m WHERE m.run_no = r.run_no)
            FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no JOIN span_rows s ON s.run_no = r.run_no AND s.span_no = 1
            WHERE r.run_id = ?1 AND r.status = 4
            """).Bind(1, runId.Trim().ToLowerInvariant());
        PausedRun? paused = !select.Step() ? null : new PausedRun(
            select.Text(0), select.Text(1), select.TextOrNull(2), (ulong)select.Long(3), (uint)select.Long(4));
        select.Reset();
        return paused;
    }

    /// <summary>How a run stands, as the word that users read; null when there is none.</summary>
    public static string? StatusOf(SqliteDatabase database, string runId) =>
        database.Statement("SELECT status FROM runs WHERE run_id = ?1").Bind(1, runId.Trim().ToLowerInvariant()).TextOrNull();
}
