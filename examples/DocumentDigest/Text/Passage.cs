namespace DocumentDigest.Text;

/// <summary>One sentence that may go into the digest. Two passages are the same only if they are the same object.</summary>
/// <param name="text">The sentence without markup.</param>
/// <param name="heading">The heading above it.</param>
/// <param name="position">Its place in its section, from 0.</param>
/// <param name="isOpening">Whether it is the first of its document.</param>
internal sealed class Passage(string text, string heading, int position, bool isOpening)
{
    public string Text { get; } = text;

    public IReadOnlyList<Token> HeadingTokens { get; } = Tokenizer.Tokenize(heading);

    public int Position { get; } = position;

    public bool IsOpening { get; } = isOpening;

    public IReadOnlyList<Token> Tokens { get; } = Tokenizer.Tokenize(text);

    /// <summary>Its length in words.</summary>
    public int Words { get; } = DigestComposer.CountWords(text);
}
