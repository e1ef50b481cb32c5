using System.Text.RegularExpressions;

namespace DocumentDigest.Text;

/// <summary>Splits a text into words and brings them to the form they are compared by.</summary>
internal static partial class Tokenizer
{
    private const int ShortestStem = 3;

    public static IReadOnlyList<Token> Tokenize(string text) =>
        [.. Word().Matches(text).Select(match => new Token(match.Value, Stem(match.Value)))];

    /// <summary>Lower case, singular, without a possessive ending; empty for stop words, numbers and single letters.</summary>
    internal static string Stem(string word)
    {
        string stem = word.ToLowerInvariant().Replace('’', '\'');
        if (StopWords.Contains(stem) || !char.IsLetter(stem[0]))
            return "";
        if (stem.EndsWith("'s", StringComparison.Ordinal))
            stem = stem[..^2];
        stem = Singular(stem);
        return stem.Length >= ShortestStem && !StopWords.Contains(stem) ? stem : "";
    }

    private static string Singular(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 4 } when EndsWithAny(word, "sses", "shes", "ches", "xes", "zes") => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && !EndsWithAny(word, "ss", "us", "is") => word[..^1],
        _ => word,
    };

    private static bool EndsWithAny(string word, params ReadOnlySpan<string> endings)
    {
        foreach (string ending in endings)
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return false;
    }

    [GeneratedRegex(@"[\p{L}\p{Nd}]+(?:['’_.\-][\p{L}\p{Nd}]+)*")]
    private static partial Regex Word();
}
