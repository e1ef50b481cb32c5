using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads the attributes and the events of all spans of a run, by span number.</summary>
internal static class SpanDataReader
{
    /// <summary>Attributes in the order in which they were set.</summary>
    public static Dictionary<long, IReadOnlyDictionary<string, object?>> Attributes(SqliteConnection connection, long runNo)
    {
        using var names = new NameLookup(connection);
        using SqliteCommand command = connection.Command(
            "SELECT span_no, key_no, type, value FROM span_attributes WHERE run_no = $1 ORDER BY span_no, set_at, key_no",
            runNo);
        using SqliteDataReader reader = command.ExecuteReader();
        var result = new Dictionary<long, IReadOnlyDictionary<string, object?>>();
        OrderedDictionary<string, object?>? current = null;
        long currentSpan = 0;
        while (reader.Read())
        {
            long span = reader.GetInt64(0);
            if (current is null || span != currentSpan)
            {
                current = [];
                currentSpan = span;
                result.Add(span, current);
            }

            current[names[reader.GetInt64(1)]] = ValueOf(reader, 3, (AttributeType)reader.GetInt64(2));
        }

        return result;
    }

    /// <summary>Events in the order of time.</summary>
    public static Dictionary<long, List<TraceEvent>> Events(SqliteConnection connection, long runNo)
    {
        using var names = new NameLookup(connection);
        using SqliteCommand command = connection.Command(
            "SELECT span_no, at, name_no, attributes FROM span_events WHERE run_no = $1 ORDER BY span_no, at, event_no",
            runNo);
        using SqliteDataReader reader = command.ExecuteReader();
        var result = new Dictionary<long, List<TraceEvent>>();
        while (reader.Read())
        {
            long span = reader.GetInt64(0);
            if (!result.TryGetValue(span, out List<TraceEvent>? events))
            {
                result.Add(span, events = []);
            }

            events.Add(new TraceEvent
            {
                Name = names[reader.GetInt64(2)],
                Time = StoredValue.ToTime(reader.GetInt64(1)),
                Attributes = AttributeJson.Parse(reader.TextOrNull(3)),
            });
        }

        return result;
    }

    private static object? ValueOf(SqliteDataReader reader, int column, AttributeType type)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        return type switch
        {
            AttributeType.Null => null,
            AttributeType.Long => reader.GetInt64(column),
            AttributeType.Double => reader.GetDouble(column),
            AttributeType.Bool => reader.GetInt64(column) != 0,
            _ => reader.GetString(column),
        };
    }
}
