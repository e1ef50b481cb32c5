using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>
/// A window of time, cut into what the store has already added up: whole days, the whole hours before and after them, the whole minutes before the first of these, and
/// the piece of a minute at the beginning, whose spans must be looked at one by one. All are unix seconds, <c>From</c> included and <c>To</c> not; the piece of a minute
/// is in nanoseconds. The window ends with the hour of its end: nothing has been recorded after now.
/// </summary>
internal readonly record struct StatsWindow
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private StatsWindow(long from, long to, bool hasDays)
    {
        long firstMinute = RoundUp(from, Rollups.Minute * NanosecondsPerSecond) / NanosecondsPerSecond;
        long end = ((to / NanosecondsPerSecond / Rollups.Minute) + 1) * Rollups.Minute;
        long firstHour = Math.Min(RoundUp(firstMinute, Rollups.Hour), end);
        long firstDay = RoundUp(firstHour, Rollups.Day);
        long lastDay = end / Rollups.Day * Rollups.Day;
        bool days = hasDays && firstDay < lastDay;
        MinutesFrom = firstMinute;
        MinutesTo = firstHour;
        HoursFrom = firstHour;
        HoursTo = days ? firstDay : end;
        DaysFrom = firstDay;
        DaysTo = days ? lastDay : firstDay;
        LastHoursFrom = days ? lastDay : end;
        LastHoursTo = end;
        CutFrom = from;
        CutTo = firstMinute * NanosecondsPerSecond;
    }

    public long MinutesFrom { get; }

    public long MinutesTo { get; }

    /// <summary>The hours before the first whole day; all of them where there is none.</summary>
    public long HoursFrom { get; }

    public long HoursTo { get; }

    public long DaysFrom { get; }

    public long DaysTo { get; }

    /// <summary>The hours after the last whole day.</summary>
    public long LastHoursFrom { get; }

    public long LastHoursTo { get; }

    public long CutFrom { get; }

    public long CutTo { get; }

    /// <summary>The bucket of the minute that is cut.</summary>
    public long CutMinute => (CutTo / NanosecondsPerSecond) - Rollups.Minute;

    /// <param name="now">Its end.</param>
    /// <param name="hours">Its length.</param>
    /// <param name="hasDays">Whether the store has sums per day.</param>
    public static StatsWindow Ending(DateTimeOffset now, long hours, bool hasDays)
    {
        long to = Math.Max(0, StoredValue.ToNanoseconds(now));
        Int128 from = to - ((Int128)hours * Rollups.Hour * NanosecondsPerSecond);
        return new StatsWindow(from < 0 ? 0 : (long)from, to, hasDays);
    }

    private static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;
}
