namespace Flujo.Recording;

/// <summary>How long callers are ready to wait.</summary>
internal static class Patience
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>A time that every wait of the framework takes: theirs throw on negative and on very long ones.</summary>
    public static TimeSpan Of(TimeSpan asked) =>
        asked == Timeout.InfiniteTimeSpan || asked > Longest ? Longest : asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
}
