using System.Globalization;

namespace Flujo.Lens.Terminal;

/// <summary>How statuses, times, durations and amounts are written, in every view alike.</summary>
internal static class Words
{
    private const string IsoFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";
    private const string ShortFormat = "yyyy-MM-dd HH:mm:ssZ";
    private static readonly string[] StatusWords = ["running", "completed", "failed", "cancelled", "paused", "interrupted"];

    /// <summary>All statuses, as users write them.</summary>
    public static IReadOnlyList<string> Statuses => StatusWords;

    public static string Word(this FlujoStatus status) => StatusWords[(int)status];

    /// <summary>The status of a word, or null when there is none of that name.</summary>
    public static FlujoStatus? ToStatus(string word) =>
        Array.IndexOf(StatusWords, word.ToLowerInvariant()) is var index and >= 0 ? (FlujoStatus)index : null;

    /// <summary>ISO 8601 in UTC, exact.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString(IsoFormat, CultureInfo.InvariantCulture);

    /// <summary>To the second, for people.</summary>
    public static string Short(DateTimeOffset time) => time.UtcDateTime.ToString(ShortFormat, CultureInfo.InvariantCulture);

    /// <summary>"3m ago"; the date where that says more, and for times that have not come yet.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now)
    {
        TimeSpan age = now - time;
        return age < TimeSpan.Zero || age >= TimeSpan.FromDays(30) ? Short(time)
            : age < TimeSpan.FromMinutes(1) ? $"{(int)age.TotalSeconds}s ago"
            : age < TimeSpan.FromHours(1) ? $"{(int)age.TotalMinutes}m ago"
            : age < TimeSpan.FromDays(1) ? $"{(int)age.TotalHours}h ago"
            : $"{(int)age.TotalDays}d ago";
    }

    /// <summary>"3m ago" on a terminal, exact elsewhere and with --utc.</summary>
    public static string When(this LensContext context, DateTimeOffset time) =>
        context.IsTerminal && !context.ExactTimes ? Ago(time, context.Now) : Iso(time);

    /// <summary>Seconds with three decimals: "1.234s".</summary>
    public static string Seconds(TimeSpan duration) =>
        duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture) + "s";

    /// <summary>As <see cref="Seconds(TimeSpan)"/>; empty while there is no duration.</summary>
    public static string Seconds(TimeSpan? duration) => duration is { } known ? Seconds(known) : "";

    /// <summary>Milliseconds with three decimals, without a unit; empty when unknown.</summary>
    public static string Milliseconds(decimal? milliseconds) =>
        milliseconds?.ToString("0.000", CultureInfo.InvariantCulture) ?? "";

    /// <summary>On a terminal with three digits and a unit ("724ms"), else as <see cref="Milliseconds"/>.</summary>
    public static string Span(this LensContext context, decimal? milliseconds)
    {
        if (!context.IsTerminal || milliseconds is not { } known)
        {
            return Milliseconds(milliseconds);
        }

        (decimal value, string unit) = known switch
        {
            < 1 => (known * 1000, "µs"),
            < 1000 => (known, "ms"),
            _ => (known / 1000, "s"),
        };
        string format = value < 10 ? "0.00" : value < 100 ? "0.0" : "0";
        return value.ToString(format, CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>The amount without zeros at its end; empty when unknown.</summary>
    public static string Usd(decimal? amount) => amount?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";

    /// <summary>"$0.0123"; empty when unknown.</summary>
    public static string Dollars(decimal? amount) => amount is { } known ? "$" + Usd(known) : "";

    /// <summary>"1.5 GB" for people.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        decimal value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 100 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 step", "2 steps".</summary>
    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>The milliseconds of JSON: a number, exact to the tick.</summary>
    public static decimal? ToMilliseconds(TimeSpan? duration) => duration?.Ticks / (decimal)TimeSpan.TicksPerMillisecond;
}
