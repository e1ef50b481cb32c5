using System.Globalization;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>
/// Adds up the spans of a window. Reads the sums that the drainer keeps per day, hour and minute, and looks at single
/// spans only in the one minute that the window cuts; so the time does not grow with the number of spans in the store.
/// </summary>
internal static class StatsQueries
{
    public static StatsReport Read(SqliteDatabase database, DateTimeOffset now, long hours, string? pipeline)
    {
        var sums = new Sums(database);
        long? pipelineNo = pipeline is null ? null : NameLookup.NumberOf(database, pipeline);
        if (pipeline is null || pipelineNo is not null)
        {
            bool hasDays = StoreFile.VersionOf(database) >= Rollups.VersionWithDays;
            StatsWindow window = StatsWindow.Ending(now, hours, hasDays);
            foreach ((int grain, long from, long to) in ((int, long, long)[])
            [
                (Rollups.Minute, window.MinutesFrom, window.MinutesTo),
                (Rollups.Hour, window.HoursFrom, window.HoursTo),
                (Rollups.Day, window.DaysFrom, window.DaysTo),
                (Rollups.Hour, window.LastHoursFrom, window.LastHoursTo),
            ])
            {
                if (from < to)
                {
                    AddRollups(database, sums, grain, from, to, pipelineNo);
                    AddDurations(database, sums, grain, from, to, pipelineNo, hasDays);
                }
            }

            AddCutMinute(database, sums, window, pipelineNo);
            return sums.ToReport() with { UnpricedModels = UsageReader.UnpricedModels(database, window.CutFrom, pipelineNo) };
        }

        return sums.ToReport();
    }

    private static void AddRollups(SqliteDatabase database, Sums sums, int grain, long from, long to, long? pipeline)
    {
        SqliteStatement select = Select(
            database,
            "name_no, kind, status, spans, ended, total_ns, attempts, priced, cost, input_tokens + output_tokens FROM rollups",
            grain,
            from,
            to,
            pipeline);
        while (select.Step())
        {
            sums.Add(ReadGroup(select));
        }

        select.Reset();
    }

    private static void AddDurations(SqliteDatabase database, Sums sums, int grain, long from, long to, long? pipeline, bool inOneRow)
    {
        SqliteStatement select = Select(
            database, inOneRow ? "name_no, slots FROM rollup_slots" : "name_no, slot, spans FROM rollup_durations", grain, from, to, pipeline);
        while (select.Step())
        {
            if (inOneRow)
            {
                sums.AddDurations(select.Long(0), select.Utf8(1));
            }
            else
            {
                sums.AddDurations(select.Long(0), (int)select.Long(1), select.Long(2));
            }
        }

        select.Reset();
    }

    /// <summary>The rows in the order of the key; adding them up here is quicker than having SQLite sort them into groups.</summary>
    private static SqliteStatement Select(SqliteDatabase database, string what, int grain, long from, long to, long? pipeline) =>
        database.Statement(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {what} WHERE grain = {grain} AND bucket >= ?1 AND bucket < ?2{(pipeline is null ? "" : " AND pipeline_no = ?3")}"))
            .Bind(1, from).Bind(2, to).Bind(3, pipeline);

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

        public void AddDurations(long nameNo, ReadOnlySpan<byte> slots) => Step(nameNo).AddDurations(slots);

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
