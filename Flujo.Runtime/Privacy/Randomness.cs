namespace Flujo.Privacy;

/// <summary>Tells generated text (keys, tokens) from words.</summary>
internal static class Randomness
{
    private const int Enough = 256;
    private const int ShortestWithDigit = 6;
    private const int LongestWord = 15;

    /// <summary>True for text with a digit, or with a run of letters that is longer than words are. Looks at the first
    /// 256 characters.</summary>
    public static bool IsLikely(ReadOnlySpan<char> text)
    {
        if (text.Length > Enough)
            text = text[..Enough];
        int run = 0;
        foreach (char c in text)
        {
            run = char.IsAsciiLetterOrDigit(c) ? run + 1 : 0;
            if (run > LongestWord)
                return true;
        }
        return text.Length >= ShortestWithDigit && HasDigit(text);
    }

    /// <summary>Whether a digit is among the first 256 characters.</summary>
    public static bool HasDigit(ReadOnlySpan<char> text) => text[..Math.Min(text.Length, Enough)].ContainsAnyInRange('0', '9');
}
