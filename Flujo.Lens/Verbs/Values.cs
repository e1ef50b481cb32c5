using System.Globalization;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>The kinds of values that options take.</summary>
internal static class Values
{
    /// <summary>A whole number of at least <paramref name="least"/>: an <see cref="int"/>.</summary>
    public static ValueOption Integer(string name, string description, int least, int? fallback) => new(
        name,
        "N",
        fallback is null ? description : $"{description} [default: {fallback}]",
        $"a whole number, at least {least}",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least ? value : null,
        fallback);

    /// <summary>A <see cref="FlujoStatus"/>, or null.</summary>
    public static ValueOption Status(string what)
    {
        string statuses = string.Join(", ", Words.Statuses);
        return new("--status", "STATUS", $"Only {what} of this status: {statuses}", "one of " + statuses, static text => Words.ToStatus(text), null, [.. Words.Statuses]);
    }

    /// <summary>A number of seconds above 0: a <see cref="double"/>, or null.</summary>
    public static ValueOption Seconds(string name, string description) => new(
        name,
        "SECONDS",
        description,
        $"a number of seconds above 0, at most {LensSettings.LongestTimeoutSeconds}",
        static text => LensSettings.ParseSeconds(text),
        null);

    /// <summary>A point in time, or how long ago: a <see cref="DateTimeOffset"/>, or null.</summary>
    public static ValueOption Time(string name, string description, TimeProvider clock) => new(
        name,
        "TIME",
        description,
        "a time in ISO 8601 (2026-01-31, 2026-01-31T12:00:00Z) or an age (30m, 24h, 7d)",
        text => TimeText.Parse(text, clock.GetUtcNow()),
        null);

    /// <summary>A number of bytes: a <see cref="long"/>, or null.</summary>
    public static ValueOption Size(string name, string description) => new(
        name,
        "SIZE",
        description,
        "a size such as 500MB or 1.5GB",
        static text => SizeText.Parse(text),
        null);
}
