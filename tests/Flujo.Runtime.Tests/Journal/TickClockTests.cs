using System.Diagnostics;
using Flujo.Journal;
using Flujo.Vocabulary;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed class TickClockTests
{
    private static readonly TickClock Stepped = new([new(1_000, 50_000), new(2_000, 90_000), new(3_000, 70_000)], 1_000_000_000);

    [Theory]
    [InlineData(1_000, 50_000)]
    [InlineData(1_999, 50_999)]
    [InlineData(2_000, 90_000)]
    [InlineData(2_999, 90_999)]
    [InlineData(3_500, 70_500)]
    public void Tick_IsConvertedByTheNewestAnchorThatIsNotYounger(long ticks, long utcNs) => Assert.Equal(utcNs, Stepped.ToUtcNs(ticks));

    [Fact]
    public void TickBeforeAllAnchors_IsConvertedByTheFirst() => Assert.Equal(49_900, Stepped.ToUtcNs(900));

    [Fact]
    public void CoarseTicks_AreScaled() => Assert.Equal(1_500, new TickClock([new(0, 1_000)], 10_000_000).ToUtcNs(5));

    [Fact]
    public void ClocksThatAgree_NeedNoNewAnchor()
    {
        TickClock clock = TickClock.StartNow();
        Assert.False(clock.Renew());
        Assert.InRange(Math.Abs(clock.ToUtcNs(Stopwatch.GetTimestamp()) - WallClock.UtcNowNs()), 0, 1_000_000_000);
    }

    [Fact]
    public void ClocksThatDisagree_GetANewAnchorAndOldTicksKeepTheirTime()
    {
        long ticks = Stopwatch.GetTimestamp();
        var clock = new TickClock([new(ticks, 1_000)], Stopwatch.Frequency);
        Assert.True(clock.Renew());
        Assert.Equal(1_000, clock.ToUtcNs(ticks));
        Assert.InRange(Math.Abs(clock.ToUtcNs(Stopwatch.GetTimestamp()) - WallClock.UtcNowNs()), 0, 1_000_000_000);
    }

    [Fact]
    public void TooManyAnchors_ForgetTheSecondAndKeepTheFirst()
    {
        var anchors = new ClockAnchor[JournalHeader.MaxAnchors];
        for (int i = 0; i < anchors.Length; i++)
        {
            anchors[i] = new ClockAnchor(i * 10, i);
        }

        var clock = new TickClock(anchors, Stopwatch.Frequency);
        Assert.True(clock.Renew());
        Assert.Equal(JournalHeader.MaxAnchors, clock.Anchors.Count);
        Assert.Equal(anchors[0], clock.Anchors[0]);
        Assert.Equal(anchors[2], clock.Anchors[1]);
        Assert.Equal(1, clock.Renewals);
    }
}
