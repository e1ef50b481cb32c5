namespace Flujo.Recording;

/// <summary>How long to wait between attempts.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Doubles with each attempt, and varies by up to a quarter in both directions. Whole milliseconds: timers wait for no others, and what the event says is what is waited.</summary>
    /// <param name="failedAttempts">How many attempts have failed, at least 1.</param>
    /// <param name="first">The delay before the second attempt.</param>
    public static TimeSpan After(int failedAttempts, TimeSpan first)
    {
        double nominal = first.TotalMilliseconds * Math.Pow(2, failedAttempts - 1);
        double varied = nominal * (0.75 + (Random.Shared.NextDouble() * 0.5));
        return TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(varied), Longest.TotalMilliseconds));
    }
}
