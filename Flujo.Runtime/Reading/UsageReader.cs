using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads usage by model and source of the cost. Older stores that nobody has migrated have none.</summary>
internal static class UsageReader
{
    private const int FirstVersion = 3;

    private const string Sums =
        "sum(u.input_tokens), sum(u.output_tokens), sum(u.cached_input_tokens), sum(u.reasoning_tokens), sum(u.cost)";

    /// <summary>The usage of each span that has some, by span number.</summary>
    public static Dictionary<long, List<TraceUsage>> OfSpans(SqliteConnection connection, long runNo)
    {
        var usage = new Dictionary<long, List<TraceUsage>>();
        if (!IsThere(connection))
        {
            return usage;
        }

        using SqliteCommand command = connection.Command(
            $"SELECT u.span_no, u.model_no, u.source_no, {Sums} FROM span_usage u WHERE u.run_no = $1 GROUP BY 1, 2, 3", runNo);
        foreach ((long spanNo, TraceUsage each) in Read(connection, command))
        {
            if (!usage.TryGetValue(spanNo, out List<TraceUsage>? ofSpan))
            {
                usage.Add(spanNo, ofSpan = []);
            }

            ofSpan.Add(each);
        }

        return usage;
    }

    /// <summary>The usage of a whole run. What attempts used, their steps have counted.</summary>
    public static List<TraceUsage> OfRun(SqliteConnection connection, long runNo)
    {
        if (!IsThere(connection))
        {
            return [];
        }

        using SqliteCommand command = connection.Command(
            $"""
            SELECT 0, u.model_no, u.source_no, {Sums} FROM span_usage u JOIN span_rows s ON s.run_no = u.run_no AND s.span_no = u.span_no
            WHERE u.run_no = $1 AND s.kind <> $2 GROUP BY 2, 3 ORDER BY sum(u.input_tokens + u.output_tokens) DESC, 2, 3
            """,
            runNo,
            (long)SpanKind.Attempt);
        return [.. Read(connection, command).Select(static entry => entry.Usage)];
    }

    private static bool IsThere(SqliteConnection connection)
    {
        using SqliteCommand command = connection.Command("PRAGMA user_version");
        return command.ExecuteScalar() is long version && version >= FirstVersion;
    }

    private static IEnumerable<(long SpanNo, TraceUsage Usage)> Read(SqliteConnection connection, SqliteCommand command)
    {
        using var names = new NameLookup(connection);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), new TraceUsage
            {
                Model = NameOf(names, reader.GetInt64(1)),
                CostSource = NameOf(names, reader.GetInt64(2)),
                InputTokens = reader.GetInt64(3),
                OutputTokens = reader.GetInt64(4),
                CachedInputTokens = reader.GetInt64(5),
                ReasoningTokens = reader.GetInt64(6),
                CostUsd = StoredValue.ToUsd(reader.Int64OrNull(7)),
            });
        }
    }

    private static string? NameOf(NameLookup names, long number) => number == 0 ? null : names[number];
}
