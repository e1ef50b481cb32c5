using Flujo.Lens.Terminal;
using Flujo.Reading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Flujo.Lens.Store;

/// <summary>
/// Records who looked at which run. The record is worth less than an answer: when somebody else is writing, or the store
/// may not be written, it is left out and nobody waits.
/// </summary>
internal static class AuditLog
{
    public static void TryWrite(SqliteConnection connection, DateTimeOffset at, string command, string runId)
    {
        // Through the raw API, because the provider would go on trying for as long as a command may take.
        sqlite3 handle = connection.Handle!;
        const string begin = "PRAGMA query_only = 0; PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE";
        if (raw.sqlite3_exec(handle, begin) != raw.SQLITE_OK)
        {
            return;
        }

        try
        {
            using SqliteCommand insert = connection.Command(
                "INSERT INTO audit_log(at, command, run_id, user, host) VALUES($1, $2, $3, $4, $5)",
                Words.Iso(at), command, runId, Environment.UserName, Environment.MachineName);
            insert.CommandTimeout = 1;
            insert.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            raw.sqlite3_exec(handle, "ROLLBACK");
            return;
        }

        if (raw.sqlite3_exec(handle, "COMMIT") != raw.SQLITE_OK)
        {
            raw.sqlite3_exec(handle, "ROLLBACK");
        }
    }
}
