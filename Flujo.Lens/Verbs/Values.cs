using System.Globalization;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>The kinds of values that options take.</summary>
internal static class Values
{
    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static ValueOption<int> Integer(string name, string description, int least, int fallback) => new(
        name,
        "N",
        $"{description} [default: {fallback}]",
        $"a whole number, at least {least}",
        (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least,
        fallback);

    public static ValueOption<FlujoStatus?> Status(string what)
    {
        string statuses = string.Join(", ", Words.Statuses);
        return new("--status", "STATUS", $"Only {what} of this status: {statuses}", "one of " + statuses, TryStatus, null);
    }

    /// <summary>A number of seconds above 0.</summary>
    public static ValueOption<double?> Seconds(string name, string description) => new(
        name,
        "SECONDS",
        description,
        $"a number of seconds above 0, at most {LensSettings.LongestTimeoutSeconds}",
        TrySeconds,
        null);

    /// <summary>A point in time, or how long ago.</summary>
    public static ValueOption<DateTimeOffset?> Time(string name, string description, TimeProvider clock) => new(
        name,
        "TIME",
        description,
        "a time in ISO 8601 (2026-01-31, 2026-01-31T12:00:00Z) or an age (30m, 24h, 7d)",
        (string text, out DateTimeOffset? value) =>
        {
            value = TimeText.Parse(text, clock.GetUtcNow());
            return value is not null;
        },
        null);

    private static bool TryStatus(string text, out FlujoStatus? value)
    {
        value = Words.ToStatus(text);
        return value is not null;
    }

    private static bool TrySeconds(string text, out double? value)
    {
        value = LensSettings.ParseSeconds(text);
        return value is not null;
    }
}
