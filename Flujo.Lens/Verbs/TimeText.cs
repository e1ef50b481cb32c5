using System.Globalization;

namespace Flujo.Lens.Verbs;

/// <summary>Reads points in time as users write them.</summary>
internal static class TimeText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyyMMddTHHmmssK",
    ];

    /// <summary>ISO 8601, UTC where it has no offset, or an age such as 90s, 30m, 24h, 7d, 2w; null for anything else.</summary>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        string trimmed = text.Trim();
        if (DateTimeOffset.TryParseExact(
            trimmed,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset time))
        {
            return time;
        }

        return ParseAge(trimmed) is { } seconds ? Before(now, seconds) : null;
    }

    private static long? ParseAge(string text)
    {
        long unit = text.Length == 0 ? 0 : char.ToLowerInvariant(text[^1]) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => 0,
        };
        return unit > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int n)
            ? n * unit
            : null;
    }

    /// <summary>An age beyond the beginning of time means no bound at all.</summary>
    private static DateTimeOffset Before(DateTimeOffset now, long seconds) =>
        seconds >= (now - DateTimeOffset.UnixEpoch).TotalSeconds ? DateTimeOffset.UnixEpoch : now.AddSeconds(-seconds);
}
