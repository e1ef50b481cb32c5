using System.Globalization;

namespace Flujo.Reading;

/// <summary>Turns what the store's columns hold into what users read: nanoseconds, 1e-12 USD and 64-bit span ids.</summary>
internal static class StoredValue
{
    private const long NanosecondsPerTick = 100;

    /// <summary>A point in time; finer than 100 ns is cut off.</summary>
    public static DateTimeOffset ToTime(long unixNanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(unixNanoseconds / NanosecondsPerTick);

    /// <summary>Nanoseconds since 1970. Times that do not fit are moved to the nearest one that does.</summary>
    public static long ToNanoseconds(DateTimeOffset time)
    {
        Int128 nanoseconds = (Int128)(time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * NanosecondsPerTick;
        return nanoseconds > long.MaxValue ? long.MaxValue
            : nanoseconds < long.MinValue ? long.MinValue
            : (long)nanoseconds;
    }

    /// <summary>The time between two points as <see cref="ToTime"/> gives them, or null while there is no end. Never negative.</summary>
    public static TimeSpan? ToDuration(long startedAt, long? endedAt) =>
        endedAt is { } end ? TimeSpan.FromTicks(Math.Max(0, (end / NanosecondsPerTick) - (startedAt / NanosecondsPerTick))) : null;

    public static decimal? ToUsd(long? cost) => cost is { } known ? ToUsd((decimal)known) : null;

    /// <summary>The division by a power of ten is exact and leaves no zeros at the end.</summary>
    public static decimal ToUsd(decimal cost) => cost / 1_000_000_000_000m;

    public static string ToSpanId(long spanId) => spanId.ToString("x16", CultureInfo.InvariantCulture);
}
