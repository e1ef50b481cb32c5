using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>What it takes to go on with a paused run.</summary>
internal sealed record PausedRun(string RunId, string Pipeline, string? Version, ulong RootId, uint LastSpanNo)
{
    public static PausedRun? Find(SqliteConnection connection, string runId)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT r.run_id, n.name, r.pipeline_version, s.span_id, (SELECT max(span_no) FROM span_rows m WHERE m.run_no = r.run_no)
            FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no JOIN span_rows s ON s.run_no = r.run_no AND s.span_no = 1
            WHERE r.run_id = $id AND r.status = 4
            """;
        command.Parameters.AddWithValue("$id", runId.Trim().ToLowerInvariant());
        using SqliteDataReader reader = command.ExecuteReader();
        return !reader.Read() ? null : new PausedRun(
            reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), (ulong)reader.GetInt64(3), (uint)reader.GetInt64(4));
    }

    /// <summary>How a run stands, as the word that users read; null when there is none.</summary>
    public static string? StatusOf(SqliteConnection connection, string runId)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT status FROM runs WHERE run_id = $id";
        command.Parameters.AddWithValue("$id", runId.Trim().ToLowerInvariant());
        return command.ExecuteScalar() as string;
    }
}
