using System.Globalization;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>
/// Adds up the spans of a window. Reads the sums that the drainer keeps per hour and per minute, and looks at single
/// spans only in the one minute that the window cuts; so the time does not grow with the number of spans in the store.
/// </summary>
internal static class StatsQueries
{
    private const int HourGrain = 3600;
    private const int MinuteGrain = 60;

    public static StatsReport Read(SqliteDatabase database, DateTimeOffset now, long hours, string? pipeline)
    {
        var sums = new Sums(database);
        long? pipelineNo = pipeline is null ? null : NameLookup.NumberOf(database, pipeline);
        if (pipeline is null || pipelineNo is not null)
        {
            StatsWindow window = StatsWindow.Ending(now, hours);
            AddRollups(database, sums, HourGrain, window.HoursFrom, window.HoursTo, pipelineNo);
            AddRollups(database, sums, MinuteGrain, window.MinutesFrom, window.MinutesTo, pipelineNo);
            AddCutMinute(database, sums, window, pipelineNo);
        }

        return sums.ToReport();
    }

    private static void AddRollups(
        SqliteDatabase database, Sums sums, int grain, long from, long to, long? pipeline)
    {
        if (from >= to)
        {
            return;
        }

        string condition = string.Create(
            CultureInfo.InvariantCulture,
            $"grain = {grain} AND bucket >= ?1 AND bucket < ?2 {(pipeline is null ? "" : "AND pipeline_no = ?3")}");
        SqliteStatement counts = database.Statement(
            $"""
            SELECT name_no, kind, status, sum(spans), sum(ended), sum(total_ns), sum(attempts), sum(priced), sum(cost),
                sum(input_tokens) + sum(output_tokens)
            FROM rollups WHERE {condition} GROUP BY name_no, kind, status
            """);
        counts.Bind(1, from).Bind(2, to).Bind(3, pipeline);
        while (counts.Step())
        {
            sums.Add(ReadGroup(counts));
        }

        counts.Reset();
        SqliteStatement durations = database.Statement(
            $"SELECT name_no, slot, sum(spans) FROM rollup_durations WHERE {condition} GROUP BY name_no, slot");
        durations.Bind(1, from).Bind(2, to).Bind(3, pipeline);
        while (durations.Step())
        {
            sums.AddDurations(durations.Long(0), (int)durations.Long(1), durations.Long(2));
        }

        durations.Reset();
    }

    /// <summary>
    /// The spans of the cut minute, one by one. A cross join keeps SQLite from starting at the spans, of which there may be
    /// millions.
    /// </summary>
    private static void AddCutMinute(SqliteDatabase database, Sums sums, StatsWindow window, long? pipeline)
    {
        if (window.CutFrom >= window.CutTo)
        {
            return;
        }

        SqliteStatement select = database.Statement(
            $"""
            SELECT s.name_no, s.kind, s.status, 1, s.ended_at IS NOT NULL, max(0, coalesce(s.ended_at - s.started_at, 0)),
                s.attempts, s.cost IS NOT NULL, coalesce(s.cost, 0), s.input_tokens + s.output_tokens
            FROM minute_runs m
            {(pipeline is null ? "" : "CROSS JOIN run_rows r ON r.run_no = m.run_no AND r.pipeline_no = ?4")}
            CROSS JOIN span_rows s ON s.run_no = m.run_no AND s.span_no BETWEEN m.first_span AND m.last_span
            WHERE m.bucket = ?1 AND s.started_at >= ?2 AND s.started_at < ?3
            """).Bind(1, window.CutMinute).Bind(2, window.CutFrom).Bind(3, window.CutTo).Bind(4, pipeline);
        while (select.Step())
        {
            StatsGroup span = ReadGroup(select);
            sums.Add(span);
            if (span.Ended != 0 && span.Kind.IsStep())
            {
                sums.AddDurations(span.NameNo, DurationSlots.SlotOf(span.TotalNanoseconds), 1);
            }
        }

        select.Reset();
    }

    private static StatsGroup ReadGroup(SqliteStatement row) => new(
        row.Long(0),
        (SpanKind)row.Long(1),
        row.Status(2),
        row.Long(3),
        row.Long(4),
        row.Long(5),
        row.Long(6),
        row.Long(7),
        row.Long(8),
        row.Long(9));

    private sealed class Sums(SqliteDatabase database)
    {
        private readonly Dictionary<FlujoStatus, long> _byStatus = Enum.GetValues<FlujoStatus>().ToDictionary(s => s, _ => 0L);
        private readonly Dictionary<long, StepStats> _steps = [];
        private readonly NameLookup _names = new(database);

        public void Add(StatsGroup group)
        {
            _byStatus[group.Status] += group.Spans;
            if (group.Kind.IsStep())
            {
                Step(group.NameNo).Add(group);
            }
        }

        public void AddDurations(long nameNo, int slot, long spans) => Step(nameNo).AddDurations(slot, spans);

        public StatsReport ToReport()
        {
            return new StatsReport
            {
                TotalSpans = _byStatus.Values.Sum(),
                ByStatus = _byStatus,
                Steps =
                [
                    .. _steps.Values
                        .Where(step => step.Count > 0)
                        .OrderByDescending(step => step.Count)
                        .ThenBy(step => step.Name, StringComparer.Ordinal),
                ],
            };
        }

        private StepStats Step(long nameNo)
        {
            if (!_steps.TryGetValue(nameNo, out StepStats? step))
            {
                _steps.Add(nameNo, step = new StepStats(_names[nameNo]));
            }

            return step;
        }
    }
}
