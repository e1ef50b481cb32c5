using System.Diagnostics;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// Turns ticks into wall-clock time. A tick is converted by the newest anchor that is not younger than itself, so a tick's time never
/// changes once it has been converted, and a clock that was set or a machine that slept changes only what comes after.
/// Renewed by the drainer's thread alone, read by any.
/// </summary>
internal sealed class TickClock
{
    private const long DriftNs = 10_000_000;

    // The drainer replaces the array whole; whoever reads at the same time has the old one or the new one, which agree on all older ticks.
    private volatile ClockAnchor[] _anchors;
    private readonly double _nsPerTick;

    public TickClock(IReadOnlyList<ClockAnchor> anchors, long ticksPerSecond)
    {
        _anchors = [.. anchors];
        _nsPerTick = 1e9 / ticksPerSecond;
    }

    public IReadOnlyList<ClockAnchor> Anchors => _anchors;

    /// <summary>How often the clock was renewed. Owned by the drainer's thread.</summary>
    public int Renewals { get; private set; }

    public static TickClock StartNow() => new([new ClockAnchor(Stopwatch.GetTimestamp(), WallClock.UtcNowNs())], Stopwatch.Frequency);

    /// <summary>UTC in nanoseconds since 1970.</summary>
    public long ToUtcNs(long ticks)
    {
        ClockAnchor[] anchors = _anchors;
        int i = anchors.Length - 1;
        while (i > 0 && anchors[i].Ticks > ticks)
        {
            i--;
        }

        return anchors[i].UtcNs + ToNs(ticks - anchors[i].Ticks);
    }

    /// <summary>A span of ticks in nanoseconds.</summary>
    public long ToNs(long ticks) => _nsPerTick == 1.0 ? ticks : (long)(ticks * _nsPerTick);

    /// <summary>Sets a new anchor when both clocks disagree by more than 10 ms.</summary>
    /// <returns>Whether there is a new anchor to publish.</returns>
    public bool Renew() => Renew(Stopwatch.GetTimestamp(), WallClock.UtcNowNs());

    /// <summary>As above, with what both clocks say.</summary>
    public bool Renew(long ticks, long utc)
    {
        if (Math.Abs(ToUtcNs(ticks) - utc) <= DriftNs)
        {
            return false;
        }

        ClockAnchor[] kept = _anchors.Length == JournalHeader.MaxAnchors ? [_anchors[0], .. _anchors[2..]] : _anchors;
        _anchors = [.. kept, new ClockAnchor(ticks, utc)];
        Renewals++;
        return true;
    }
}
