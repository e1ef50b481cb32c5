using Flujo.Vocabulary;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class SpanIdsTests
{
    [Fact]
    public void BaseOf_IsTheInverseOfIdOf()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            ulong spanBase = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            uint spanNo = (uint)random.NextInt64(1, uint.MaxValue);
            Assert.Equal(spanBase, SpanIds.BaseOf(SpanIds.IdOf(spanBase, spanNo), spanNo));
        }
    }

    [Fact]
    public void IdsOfOneRun_NeverMeet()
    {
        ulong spanBase = SpanIds.NewBase();
        var ids = new HashSet<ulong>();
        for (uint spanNo = 1; spanNo <= 100_000; spanNo++)
        {
            Assert.True(ids.Add(SpanIds.IdOf(spanBase, spanNo)));
        }
    }

    [Fact]
    public void NewBase_LeavesNoSpanNumberThatGivesZero()
    {
        for (int i = 0; i < 10_000; i++)
        {
            ulong spanBase = SpanIds.NewBase();
            Assert.True(spanBase != 0 && spanBase <= ulong.MaxValue - uint.MaxValue, $"{spanBase:x16} + a span number may be 0");
        }
    }

    [Theory]
    [InlineData(0UL, "0000000000000000")]
    [InlineData(0xABCUL, "0000000000000abc")]
    [InlineData(ulong.MaxValue, "ffffffffffffffff")]
    public void Text_HasSixteenLowerCaseDigits(ulong id, string expected) => Assert.Equal(expected, SpanIds.Text(id));
}
