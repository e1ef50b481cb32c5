using System.Text;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class TextCutTests
{
    [Theory]
    [InlineData("abc", 3, 3)]
    [InlineData("abc", 2, 2)]
    [InlineData("äöü", 5, 2)]
    [InlineData("a😀b", 4, 1)]
    [InlineData("a😀b", 5, 3)]
    [InlineData("\ud83dab", 3, 1)]
    [InlineData("abc", 0, 0)]
    [InlineData("abc", -1, 0)]
    [InlineData("", 5, 0)]
    public void Prefix_EndsOnACharacter(string text, int maxBytes, int expected) =>
        Assert.Equal(expected, TextCut.PrefixLength(text, maxBytes));

    [Fact]
    public void LongPrefix_IsAsLongAsItCanBe()
    {
        string text = string.Concat(Enumerable.Repeat("aä€😀", 1000));
        for (int maxBytes = 0; maxBytes < 600; maxBytes++)
        {
            int length = TextCut.PrefixLength(text, maxBytes);
            Assert.False(char.IsHighSurrogate(text[Math.Max(0, length - 1)]));
            Assert.InRange(Encoding.UTF8.GetByteCount(text.AsSpan(0, length)), Math.Max(0, maxBytes - 3), maxBytes);
        }
    }

    [Fact]
    public void CutText_FitsWithItsMark()
    {
        string cut = TextCut.Cut(new string('€', 100), 100, TextCut.Mark(300));
        Assert.EndsWith("€… (cut, 300 bytes)", cut, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(cut), 98, 100);
    }

    [Fact]
    public void MarkWithoutRoom_IsLeftOut() => Assert.Equal("abcde", TextCut.Cut("abcdefgh", 5, TextCut.Mark(8)));
}
