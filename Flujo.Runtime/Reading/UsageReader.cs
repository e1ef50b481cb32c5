using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads usage by model and source of the cost. Older stores that nobody has migrated have none.</summary>
internal static class UsageReader
{
    private const int FirstVersion = 3;

    private const string Sums =
        "sum(u.input_tokens), sum(u.output_tokens), sum(u.cached_input_tokens), sum(u.reasoning_tokens), sum(u.cost)";

    /// <summary>The usage of each span that has some, by span number.</summary>
    public static Dictionary<long, List<TraceUsage>> OfSpans(SqliteDatabase database, long runNo)
    {
        var usage = new Dictionary<long, List<TraceUsage>>();
        if (!IsThere(database))
        {
            return usage;
        }

        SqliteStatement select = database.Statement(
            $"SELECT u.span_no, u.model_no, u.source_no, {Sums} FROM span_usage u WHERE u.run_no = ?1 GROUP BY 1, 2, 3").Bind(1, runNo);
        foreach ((long spanNo, TraceUsage each) in Read(database, select))
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
    public static List<TraceUsage> OfRun(SqliteDatabase database, long runNo)
    {
        if (!IsThere(database))
        {
            return [];
        }

        SqliteStatement select = database.Statement(
            $"""
            SELECT 0, u.model_no, u.source_no, {Sums} FROM span_usage u JOIN span_rows s ON s.run_no = u.run_no AND s.span_no = u.span_no
            WHERE u.run_no = ?1 AND s.kind <> ?2 GROUP BY 2, 3 ORDER BY sum(u.input_tokens + u.output_tokens) DESC, 2, 3
            """).Bind(1, runNo).Bind(2, (long)SpanKind.Attempt);
        return [.. Read(database, select).Select(static entry => entry.Usage)];
    }

    /// <summary>
    /// The models whose costs are unknown in a window that ends now, by name. Looks at the usage of the latest thousand runs, and of that at the latest ten thousand entries, so
    /// that its time does not grow with the store.
    /// </summary>
    /// <param name="database">The store.</param>
    /// <param name="from">Where the window begins, in unix nanoseconds.</param>
    /// <param name="pipeline">The number of the pipeline's name, or null for all.</param>
    public static List<string?> UnpricedModels(SqliteDatabase database, long from, long? pipeline)
    {
        if (!IsThere(database))
        {
            return [];
        }

        SqliteStatement select = database.Statement(
            """
            SELECT run_no, span_no, model_no, cost IS NULL AND input_tokens + output_tokens > 0 FROM span_usage
            WHERE run_no > ?1 - 1000 ORDER BY run_no DESC, span_no DESC LIMIT 10000
            """).Bind(1, database.Number("SELECT max(run_no) FROM run_rows"));
        var names = new NameLookup(database);
        var models = new SortedDictionary<long, string?>();
        while (select.Step())
        {
            if (select.Long(3) != 0 && !models.ContainsKey(select.Long(2)) && IsIn(database, select.Long(0), select.Long(1), from, pipeline))
            {
                models.Add(select.Long(2), NameOf(names, select.Long(2)));
            }
        }

        select.Reset();
        return [.. models.Values.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a span began in the window, in a run of the pipeline.</summary>
    private static bool IsIn(SqliteDatabase database, long runNo, long spanNo, long from, long? pipeline)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT s.started_at, r.pipeline_no FROM span_rows s JOIN run_rows r ON r.run_no = s.run_no WHERE s.run_no = ?1 AND s.span_no = ?2
            """).Bind(1, runNo).Bind(2, spanNo);
        bool isIn = select.Step() && select.Long(0) >= from && (pipeline is null || select.Long(1) == pipeline);
        select.Reset();
        return isIn;
    }

    private static bool IsThere(SqliteDatabase database) => database.Number("PRAGMA user_version") >= FirstVersion;

    private static IEnumerable<(long SpanNo, TraceUsage Usage)> Read(SqliteDatabase database, SqliteStatement select)
    {
        var names = new NameLookup(database);
        try
        {
            while (select.Step())
            {
                yield return (select.Long(0), new TraceUsage
                {
                    Model = NameOf(names, select.Long(1)),
                    CostSource = NameOf(names, select.Long(2)),
                    InputTokens = select.Long(3),
                    OutputTokens = select.Long(4),
                    CachedInputTokens = select.Long(5),
                    ReasoningTokens = select.Long(6),
                    CostUsd = StoredValue.ToUsd(select.LongOrNull(7)),
                });
            }
        }
        finally
        {
            select.Reset();
        }
    }

    private static string? NameOf(NameLookup names, long number) => number == 0 ? null : names[number];
}
