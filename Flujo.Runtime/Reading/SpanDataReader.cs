using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads the attributes and the events of all spans of a run, by span number.</summary>
internal static class SpanDataReader
{
    /// <summary>Attributes in the order in which they were set.</summary>
    public static Dictionary<long, IReadOnlyDictionary<string, object?>> Attributes(SqliteDatabase database, long runNo)
    {
        var names = new NameLookup(database);
        SqliteStatement select = database.Statement(
            "SELECT span_no, key_no, type, value FROM span_attributes WHERE run_no = ?1 ORDER BY span_no, set_at, key_no").Bind(1, runNo);
        var result = new Dictionary<long, IReadOnlyDictionary<string, object?>>();
        OrderedDictionary<string, object?>? current = null;
        long currentSpan = 0;
        while (select.Step())
        {
            long span = select.Long(0);
            if (current is null || span != currentSpan)
            {
                current = [];
                currentSpan = span;
                result.Add(span, current);
            }

            current[names[select.Long(1)]] = ValueOf(select, 3, (AttributeType)select.Long(2));
        }

        select.Reset();
        return result;
    }

    /// <summary>Events in the order of time.</summary>
    public static Dictionary<long, List<TraceEvent>> Events(SqliteDatabase database, long runNo)
    {
        var names = new NameLookup(database);
        SqliteStatement select = database.Statement(
            "SELECT span_no, at, name_no, attributes FROM span_events WHERE run_no = ?1 ORDER BY span_no, at, event_no").Bind(1, runNo);
        var result = new Dictionary<long, List<TraceEvent>>();
        while (select.Step())
        {
            long span = select.Long(0);
            if (!result.TryGetValue(span, out List<TraceEvent>? events))
            {
                result.Add(span, events = []);
            }

            events.Add(new TraceEvent
            {
                Name = names[select.Long(2)],
                Time = StoredValue.ToTime(select.Long(1)),
                Attributes = AttributeJson.Parse(select.TextOrNull(3)),
            });
        }

        select.Reset();
        return result;
    }

    private static object? ValueOf(SqliteStatement select, int column, AttributeType type)
    {
        if (select.IsNull(column))
        {
            return null;
        }

        return type switch
        {
            AttributeType.Null => null,
            AttributeType.Long => select.Long(column),
            AttributeType.Double => select.Double(column),
            AttributeType.Bool => select.Long(column) != 0,
            _ => select.Text(column),
        };
    }
}
