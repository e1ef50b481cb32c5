using DocumentDigest.Text;

namespace DocumentDigest.Tests;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("It costs 3.50 a piece. Cheap.", "It costs 3.50 a piece.|Cheap.")]
    [InlineData("Use a tool, e.g. Flujo, for it. Done.", "Use a tool, e.g. Flujo, for it.|Done.")]
    [InlineData("Dr. Smith and J. Doe met. They left.", "Dr. Smith and J. Doe met.|They left.")]
    [InlineData("He said \"stop.\" Then he left.", "He said \"stop.\"|Then he left.")]
    [InlineData("It waits ... and goes on. Then it ends.", "It waits ... and goes on.|Then it ends.")]
    [InlineData("No end", "No end")]
    public void Paragraph_IsSplitAtTheEndsOfSentences(string paragraph, string sentences) =>
        Assert.Equal(sentences.Split('|'), SentenceSplitter.Split(paragraph));
}
