using Flujo.Lens.Terminal;

namespace Flujo.Lens.Tests.Terminal;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain [bold]text[/]", "plain [bold]text[/]")]
    [InlineData("a\nb\r\tc", "a\\nb\\r\\tc")]
    [InlineData("\u001b[31mred", "\\u001b[31mred")]
    [InlineData("\u009b31m\u007f\u0000", "\\u009b31m\\u007f\\u0000")]
    [InlineData("abc\u202ecba\u2066x\u200f", "abc\\u202ecba\\u2066x\\u200f")]
    [InlineData("a\u2028b\ufeff", "a\\u2028b\\ufeff")]
    [InlineData("日本 😀 é \u200d", "日本 😀 é \u200d")]
    public void ControlCharacters_AreSpelledOut(string text, string expected) =>
        Assert.Equal(expected, SafeText.Line(text));

    [Fact]
    public void HalfASurrogatePair_IsSpelledOut() =>
        Assert.Equal("a\\ud83d", SafeText.Line("a" + (char)0xD83D));

    [Theory]
    [InlineData("abcdef", 3, "abc…")]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 0, "…")]
    [InlineData("abcdef", -1, "abcdef")]
    [InlineData("😀😀😀", 2, "😀😀…")]
    [InlineData("😀😀😀", 3, "😀😀😀")]
    public void Cut_CountsCharacters(string text, int length, string expected) =>
        Assert.Equal(expected, SafeText.Cut(text, length));

    [Fact]
    public void Lines_SplitAtEveryKindOfLineEnd() =>
        Assert.Equal(["a", "b", "c\\u001b"], SafeText.Lines("a\r\nb\nc\u001b"));
}
