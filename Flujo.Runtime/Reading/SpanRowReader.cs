using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads the span rows of one run.</summary>
internal static class SpanRowReader
{
    private const string Sql =
        """
        SELECT span_no, parent_no, span_id, name_no, kind, status, started_at, ended_at, attempts, cost,
            input_tokens, output_tokens, call_site_no
        FROM span_rows WHERE run_no = $1 ORDER BY span_no
        """;

    /// <summary>The spans of a run by span number. A span's parent always comes before it, because it started before.</summary>
    public static IEnumerable<SpanRow> Read(SqliteConnection connection, long runNo)
    {
        using var names = new NameLookup(connection);
        using SqliteCommand command = connection.Command(Sql, runNo);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new SpanRow(
                reader.GetInt64(0),
                reader.Int64OrNull(1),
                reader.GetInt64(2),
                names[reader.GetInt64(3)],
                (SpanKind)reader.GetInt64(4),
                reader.Status(5),
                reader.GetInt64(6),
                reader.Int64OrNull(7),
                (int)Math.Clamp(reader.GetInt64(8), 0, int.MaxValue),
                reader.Int64OrNull(9),
                reader.GetInt64(10),
                reader.GetInt64(11),
                reader.Int64OrNull(12));
        }
    }
}
