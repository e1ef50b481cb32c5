using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads the span rows of one run.</summary>
internal static class SpanRowReader
{
    private const string Sql =
        """
        SELECT span_no, parent_no, span_id, name_no, kind, status, started_at, ended_at, attempts, cost,
            input_tokens, output_tokens, call_site_no
        FROM span_rows WHERE run_no = ?1 ORDER BY span_no
        """;

    /// <summary>The spans of a run by span number. A span's parent always comes before it, because it started before.</summary>
    public static IEnumerable<SpanRow> Read(SqliteDatabase database, long runNo)
    {
        var names = new NameLookup(database);
        SqliteStatement select = database.Statement(Sql).Bind(1, runNo);
        try
        {
            while (select.Step())
            {
                yield return new SpanRow(
                    select.Long(0),
                    select.LongOrNull(1),
                    select.Long(2),
                    names[select.Long(3)],
                    (SpanKind)select.Long(4),
                    select.Status(5),
                    select.Long(6),
                    select.LongOrNull(7),
                    (int)Math.Clamp(select.Long(8), 0, int.MaxValue),
                    select.LongOrNull(9),
                    select.Long(10),
                    select.Long(11),
                    select.LongOrNull(12));
            }
        }
        finally
        {
            select.Reset();
        }
    }
}
