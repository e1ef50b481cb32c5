using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// Finds JSON web tokens, signed, encrypted or cut off: the prefix is base64url for <c>{"</c>, and at least a second
/// part follows after a dot.
/// </summary>
internal static class WebTokens
{
    public const string Prefix = "eyJ";

    private const int ShortestPart = 4;
    private const int LongestHeader = 4096;

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool TryFind(ReadOnlySpan<char> text, int at, out int start, out int end)
    {
        start = at;
        end = 0;
        if (!text[at..].StartsWith(Prefix, StringComparison.Ordinal) || (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1])))
            return false;
        ReadOnlySpan<char> header = text.Slice(at, Math.Min(LongestHeader, text.Length - at));
        int dot = header.IndexOf('.');
        int headerEnd = header.IndexOfAnyExcept(TokenCharacters);
        if (dot < Prefix.Length + ShortestPart || (headerEnd >= 0 && headerEnd < dot + ShortestPart))
            return false;
        int length = text[at..].IndexOfAnyExcept(TokenCharacters);
        end = length < 0 ? text.Length : at + length;
        // The dot that ends a sentence.
        if (text[end - 1] == '.')
            end--;
        return end - at > dot + ShortestPart;
    }
}
