using System.Text;
using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class SlotCountsTests
{
    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        SlotCounts counts = Read("7:2 1300:1 0:5");

        Assert.Equal(("0:5 7:2 1300:1", 8), (counts.ToString(), counts.Total));
    }

    [Fact]
    public void WhatIsTakenAwayWhole_IsNotWritten()
    {
        SlotCounts counts = Read("3:4 9:1");
        counts.Add(3, -4);

        Assert.Equal("9:1", counts.ToString());
    }

    [Fact]
    public void SlotAtARank_IsThatOfTheDurationThere()
    {
        SlotCounts counts = Read("2:3 5:1 90:1");

        Assert.Equal([2, 2, 2, 5, 90], Enumerable.Range(1, 5).Select(rank => counts.SlotAt(rank)));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("junk", "")]
    [InlineData("1:2 junk 3:4", "1:2")]
    [InlineData("1", "")]
    [InlineData("1:", "")]
    [InlineData("1:2 3", "1:2")]
    [InlineData("1:2  3:4", "1:2")]
    [InlineData("-1:7 1:2", "")]
    [InlineData("99999:7 1:2", "1:2")]
    [InlineData("99999999999999999999:7", "")]
    public void DamagedText_IsReadAsFarAsItMeansSomething(string text, string expected) => Assert.Equal(expected, Read(text).ToString());

    private static SlotCounts Read(string text)
    {
        var counts = new SlotCounts();
        counts.Add(Encoding.UTF8.GetBytes(text));
        return counts;
    }
}
