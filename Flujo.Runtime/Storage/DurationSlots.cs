namespace Flujo.Storage;

/// <summary>
/// The logarithmic buckets in which durations are counted for percentiles: DDSketch's scheme (Masson, Rim, Lee, 2019)
/// with a relative error of at most 1.5 %. Slot 0 holds everything below 100 ns.
/// </summary>
internal static class DurationSlots
{
    private const double RelativeError = 0.015;
    private const double Smallest = 100;
    private static readonly double LogGamma = Math.Log((1 + RelativeError) / (1 - RelativeError));

    /// <summary>How many slots there are; the last one holds the longest duration that there can be.</summary>
    public static readonly int Count = SlotOf(long.MaxValue) + 1;

    /// <summary>The slot of a duration in nanoseconds.</summary>
    public static int SlotOf(long nanoseconds) =>
        nanoseconds <= Smallest ? 0 : (int)Math.Ceiling(Math.Log(nanoseconds / Smallest) / LogGamma);

    /// <summary>The duration in nanoseconds that stands for all durations of a slot.</summary>
    public static double ValueOf(int slot) =>
        slot <= 0 ? Smallest / 2 : Smallest * 2 * Math.Exp(slot * LogGamma) / (Math.Exp(LogGamma) + 1);
}
