using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class DurationSlotsTests
{
    [Fact]
    public void Value_IsAtMostTwoPercentOff()
    {
        for (double duration = 101; duration < 1e17; duration *= 1.0007)
        {
            long nanoseconds = (long)duration;
            double value = DurationSlots.ValueOf(DurationSlots.SlotOf(nanoseconds));
            Assert.InRange(value / nanoseconds, 0.98, 1.02);
        }
    }

    [Fact]
    public void LongerDuration_NeverHasALowerSlot()
    {
        int last = 0;
        for (double duration = 1; duration < 1e18; duration *= 1.003)
        {
            int slot = DurationSlots.SlotOf((long)duration);
            Assert.True(slot >= last);
            last = slot;
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100)]
    public void ShortestDurations_ShareSlotZero(long nanoseconds) => Assert.Equal(0, DurationSlots.SlotOf(nanoseconds));

    [Fact]
    public void LongestDuration_HasASlot() => Assert.InRange(DurationSlots.SlotOf(long.MaxValue), 1, 2000);
}
