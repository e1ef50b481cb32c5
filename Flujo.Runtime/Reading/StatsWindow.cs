namespace Flujo.Reading;

/// <summary>
/// A window of time, cut into what the store has already added up: whole hours, the whole minutes before the first of
/// them, and the piece of a minute at the beginning, whose spans must be looked at one by one. All are unix seconds,
/// <c>From</c> included and <c>To</c> not; the piece of a minute is in nanoseconds. The window ends with the minute of
/// its end: nothing has been recorded after now.
/// </summary>
internal readonly record struct StatsWindow
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long MinuteSeconds = 60;
    private const long HourSeconds = 3600;

    private StatsWindow(long from, long to)
    {
        long firstMinute = RoundUp(from, MinuteSeconds * NanosecondsPerSecond) / NanosecondsPerSecond;
        long end = ((to / NanosecondsPerSecond / MinuteSeconds) + 1) * MinuteSeconds;
        long firstHour = Math.Min(RoundUp(firstMinute, HourSeconds), end);
        MinutesFrom = firstMinute;
        MinutesTo = firstHour;
        HoursFrom = firstHour;
        HoursTo = end;
        CutFrom = from;
        CutTo = firstMinute * NanosecondsPerSecond;
    }

    public long MinutesFrom { get; }

    public long MinutesTo { get; }

    public long HoursFrom { get; }

    public long HoursTo { get; }

    public long CutFrom { get; }

    public long CutTo { get; }

    /// <summary>The bucket of the minute that is cut.</summary>
    public long CutMinute => (CutTo / NanosecondsPerSecond) - MinuteSeconds;

    public static StatsWindow Ending(DateTimeOffset now, long hours)
    {
        long to = Math.Max(0, StoredValue.ToNanoseconds(now));
        Int128 from = to - ((Int128)hours * HourSeconds * NanosecondsPerSecond);
        return new StatsWindow(from < 0 ? 0 : (long)from, to);
    }

    private static long RoundUp(long value, long unit) => (value + unit - 1) / unit * unit;
}
