using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Writes what hangs on spans: attributes, events and large texts.</summary>
internal static class DetailRows
{
    public static void Store(SqliteDatabase database, long runNo, long keyNo, in AttributeDelta attribute)
    {
        // The newer value wins, whichever comes later.
        SqliteStatement statement = database.Statement(
            """
            INSERT INTO span_attributes VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
                type = excluded.type, value = excluded.value, set_at = excluded.set_at WHERE excluded.set_at >= set_at
            """)
            .Bind(1, runNo).Bind(2, attribute.SpanNo).Bind(3, keyNo).Bind(4, (long)attribute.Value.Type).Bind(6, attribute.SetAt);
        switch (attribute.Value.Type)
        {
            case AttributeType.String:
                statement.Bind(5, attribute.Value.Text);
                break;
            case AttributeType.Long or AttributeType.Bool:
                statement.Bind(5, attribute.Value.Bits);
                break;
            case AttributeType.Double when double.IsFinite(attribute.Value.Double):
                statement.Bind(5, attribute.Value.Double);
                break;
            case AttributeType.Double:
                // JSON and SQLite have no NaN; the word is better than nothing.
                statement.Bind(4, (long)AttributeType.String).Bind(5, attribute.Value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            default:
                statement.BindNull(5);
                break;
        }

        statement.Run();
    }

    public static void Store(SqliteDatabase database, long runNo, long nameNo, in EventDelta item) => database.Statement(
        "INSERT INTO span_events VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING")
        .Bind(1, runNo).Bind(2, item.SpanNo).Bind(3, item.At).Bind(4, item.EventNo).Bind(5, nameNo).Bind(6, item.Attributes).Run();

    public static void Store(SqliteDatabase database, long runNo, in PayloadDelta payload) => database.Statement(
        "INSERT INTO payloads VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET text = excluded.text")
        .Bind(1, runNo).Bind(2, payload.SpanNo).Bind(3, (long)payload.Kind).Bind(4, payload.Text).Run();

    /// <summary>Usage adds up per model and source of the cost; number 0 stands for unknown.</summary>
    public static void Store(SqliteDatabase database, long runNo, in UsageKey key, long modelNo, long sourceNo, in UsageSums sums)
    {
        SqliteStatement statement = database.Statement(
            """
            INSERT INTO span_usage VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET
                input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens,
                cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
                reasoning_tokens = reasoning_tokens + excluded.reasoning_tokens, cost = cost + excluded.cost
            """)
            .Bind(1, runNo).Bind(2, key.SpanNo).Bind(3, modelNo).Bind(4, sourceNo).Bind(5, sums.InputTokens).Bind(6, sums.OutputTokens)
            .Bind(7, sums.CachedInputTokens).Bind(8, sums.ReasoningTokens);
        (key.CostSource is null ? statement.BindNull(9) : statement.Bind(9, sums.Cost)).Run();
    }

    /// <summary>A note becomes an event of the run's root; event numbers from a note's own range keep it apart from the caller's.</summary>
    public static void StoreNote(SqliteDatabase database, long runNo, long nameNo, long at, string cause, string message) => database.Statement(
        """
        INSERT INTO span_events VALUES (?1, 1, ?2, (SELECT -1 - count(*) FROM span_events WHERE run_no = ?1 AND span_no = 1), ?3,
            json_object('cause', ?4, 'message', ?5)) ON CONFLICT DO NOTHING
        """)
        .Bind(1, runNo).Bind(2, at).Bind(3, nameNo).Bind(4, cause).Bind(5, message).Run();
}
