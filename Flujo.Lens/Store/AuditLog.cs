using Flujo.Lens.Terminal;
using Flujo.Storage;
using SQLitePCL;

namespace Flujo.Lens.Store;

/// <summary>
/// Records who looked at which run. The record is worth less than an answer: when somebody else is writing, or the store
/// may not be written, it is left out and nobody waits.
/// </summary>
internal static class AuditLog
{
    public static void TryWrite(SqliteDatabase database, DateTimeOffset at, string command, string? runId)
    {
        try
        {
            raw.sqlite3_busy_timeout(database.Handle, 0);
            database.Execute("PRAGMA query_only = 0; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE");
            Write(database, at, command, runId);
            database.Execute("COMMIT");
        }
        catch (SqliteFailure)
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }
        }
    }

    /// <summary>Writes a record into the open transaction, or as one of its own.</summary>
    public static void Write(SqliteDatabase database, DateTimeOffset at, string command, string? runId) =>
        database.Statement("INSERT INTO audit_log(at, command, run_id, user, host) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, Words.Iso(at)).Bind(2, command).Bind(3, runId).Bind(4, Environment.UserName).Bind(5, Environment.MachineName).Run();
}
