using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>Reads the audit log, the newest entry first. It is short: people write it, not programs.</summary>
internal static class AuditReader
{
    /// <param name="database">The store.</param>
    /// <param name="runId">Only entries of this run; null for all.</param>
    /// <param name="limit">At most so many.</param>
    public static List<AuditEntry> Read(SqliteDatabase database, string? runId, int limit)
    {
        SqliteStatement select = database.Statement(
            $"SELECT at, command, run_id, user, host FROM audit_log {(runId is null ? "" : "WHERE run_id = ?2")} ORDER BY audit_no DESC LIMIT ?1")
            .Bind(1, limit).Bind(2, runId);
        var entries = new List<AuditEntry>();
        while (select.Step())
        {
            entries.Add(new AuditEntry(select.Text(0), select.Text(1), select.TextOrNull(2), select.Text(3), select.Text(4)));
        }

        select.Reset();
        return entries;
    }
}
