using Flujo.Lens.Terminal;

namespace Flujo.Lens.Tests.Terminal;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("😀", 2)]
    [InlineData("e\u0301", 1)]
    public void Of_CountsColumns(string text, int expected) => Assert.Equal(expected, TextWidth.Of(text));

    [Fact]
    public void Fit_NeverTakesMoreThanItMay() => Assert.Equal("日…", TextWidth.Fit("日本語", 4));

    [Fact]
    public void Pieces_TogetherAreTheText() =>
        Assert.Equal(["abc", "日d", "e"], TextWidth.Pieces("abc日de", 3));

    [Fact]
    public void Pieces_WideCharacterInAColumnOfOne_StillMovesOn() =>
        Assert.Equal(["日", "本"], TextWidth.Pieces("日本", 1));
}
