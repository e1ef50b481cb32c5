namespace Flujo.Vocabulary;

/// <summary>The time of day, in the unit that journal and store have in common.</summary>
internal static class WallClock
{
    /// <summary>UTC in nanoseconds since 1970.</summary>
    public static long UtcNowNs() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
}
