using System.Globalization;
using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>
/// Adds up the spans of a window. Reads the sums that the drainer keeps per hour and per minute, and looks at single
/// spans only in the one minute that the window cuts; so the time does not grow with the number of spans in the store.
/// </summary>
internal static class StatsQueries
{
    private const int HourGrain = 3600;
    private const int MinuteGrain = 60;

    public static StatsReport Read(SqliteConnection connection, DateTimeOffset now, long hours, string? pipeline)
    {
        var sums = new Sums(connection);
        long? pipelineNo = pipeline is null ? null : NameLookup.NumberOf(connection, pipeline);
        if (pipeline is null || pipelineNo is not null)
        {
            StatsWindow window = StatsWindow.Ending(now, hours);
            AddRollups(connection, sums, HourGrain, window.HoursFrom, window.HoursTo, pipelineNo);
            AddRollups(connection, sums, MinuteGrain, window.MinutesFrom, window.MinutesTo, pipelineNo);
            AddCutMinute(connection, sums, window, pipelineNo);
        }

        return sums.ToReport();
    }

    private static void AddRollups(
        SqliteConnection connection, Sums sums, int grain, long from, long to, long? pipeline)
    {
        if (from >= to)
        {
            return;
        }

        string condition = string.Create(
            CultureInfo.InvariantCulture,
            $"grain = {grain} AND bucket >= $1 AND bucket < $2 {(pipeline is null ? "" : "AND pipeline_no = $3")}");
        using SqliteCommand counts = connection.Command(
            $"""
            SELECT name_no, kind, status, sum(spans), sum(ended), sum(total_ns), sum(attempts), sum(priced), sum(cost),
                sum(input_tokens) + sum(output_tokens)
            FROM rollups WHERE {condition} GROUP BY name_no, kind, status
            """, from, to, pipeline);
        using (SqliteDataReader reader = counts.ExecuteReader())
        {
            while (reader.Read())
            {
                sums.Add(ReadGroup(reader));
            }
        }

        using SqliteCommand durations = connection.Command(
            $"SELECT name_no, slot, sum(spans) FROM rollup_durations WHERE {condition} GROUP BY name_no, slot",
            from, to, pipeline);
        using SqliteDataReader slots = durations.ExecuteReader();
        while (slots.Read())
        {
            sums.AddDurations(slots.GetInt64(0), slots.GetInt32(1), slots.GetInt64(2));
        }
    }

    /// <summary>
    /// The spans of the cut minute, one by one. A cross join keeps SQLite from starting at the spans, of which there may be
    /// millions.
    /// </summary>
    private static void AddCutMinute(SqliteConnection connection, Sums sums, StatsWindow window, long? pipeline)
    {
        if (window.CutFrom >= window.CutTo)
        {
            return;
        }

        using SqliteCommand command = connection.Command(
            $"""
            SELECT s.name_no, s.kind, s.status, 1, s.ended_at IS NOT NULL, max(0, coalesce(s.ended_at - s.started_at, 0)),
                s.attempts, s.cost IS NOT NULL, coalesce(s.cost, 0), s.input_tokens + s.output_tokens
            FROM minute_runs m
            {(pipeline is null ? "" : "CROSS JOIN run_rows r ON r.run_no = m.run_no AND r.pipeline_no = $4")}
            CROSS JOIN span_rows s ON s.run_no = m.run_no AND s.span_no BETWEEN m.first_span AND m.last_span
            WHERE m.bucket = $1 AND s.started_at >= $2 AND s.started_at < $3
            """, window.CutMinute, window.CutFrom, window.CutTo, pipeline);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            StatsGroup span = ReadGroup(reader);
            sums.Add(span);
            if (span.Ended != 0 && span.Kind.IsStep())
            {
                sums.AddDurations(span.NameNo, DurationSlots.SlotOf(span.TotalNanoseconds), 1);
            }
        }
    }

    private static StatsGroup ReadGroup(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        (SpanKind)reader.GetInt64(1),
        reader.Status(2),
        reader.GetInt64(3),
        reader.GetInt64(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        reader.GetInt64(9));

    private sealed class Sums(SqliteConnection connection)
    {
        private readonly Dictionary<FlujoStatus, long> _byStatus = Enum.GetValues<FlujoStatus>().ToDictionary(s => s, _ => 0L);
        private readonly Dictionary<long, StepStats> _steps = [];
        private readonly NameLookup _names = new(connection);

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
            _names.Dispose();
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
