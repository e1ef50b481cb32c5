using System.Globalization;
using System.Text;

namespace Flujo.Privacy;

/// <summary>Cuts texts to a number of UTF-8 bytes. Never splits a character; half a surrogate pair counts like U+FFFD, as
/// which it is written.</summary>
internal static class TextCut
{
    private const int MostBytesPerChar = 3;

    /// <summary>How many characters at the start of the text fit into so many bytes.</summary>
    public static int PrefixLength(ReadOnlySpan<char> text, int maxBytes)
    {
        int at = 0;
        int left = Math.Max(0, maxBytes);
        // Pieces that fit whatever they hold; each leaves at most two thirds of the room.
        while (at < text.Length && left >= 8 * MostBytesPerChar)
        {
            int piece = Math.Min(left / MostBytesPerChar, text.Length - at);
            if (at + piece < text.Length && char.IsHighSurrogate(text[at + piece - 1]))
                piece--;
            left -= Encoding.UTF8.GetByteCount(text.Slice(at, piece));
            at += piece;
        }
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length);
            if (rune.Utf8SequenceLength > left)
                break;
            left -= rune.Utf8SequenceLength;
            at += length;
        }
        return at;
    }

    /// <summary>Whether the text has at most so many bytes.</summary>
    public static bool Fits(string text, int maxBytes) =>
        text.Length <= maxBytes / MostBytesPerChar || (text.Length <= maxBytes && Encoding.UTF8.GetByteCount(text) <= maxBytes);

    /// <summary>The first bytes of a text and a mark, together at most so many bytes. A mark for which there is no room is
    /// left out.</summary>
    public static string Cut(string text, int maxBytes, string mark)
    {
        int room = maxBytes - Encoding.UTF8.GetByteCount(mark);
        return room < 0 ? text[..PrefixLength(text, maxBytes)] : string.Concat(text.AsSpan(0, PrefixLength(text, room)), mark);
    }

    /// <summary>The mark of a text whose length is known.</summary>
    public static string Mark(long originalBytes) => string.Create(CultureInfo.InvariantCulture, $"… (cut, {originalBytes} bytes)");

    /// <summary>The mark of a value that was written up to a bound only.</summary>
    public static string MarkAtLeast(long originalBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"… (cut, at least {originalBytes} bytes)");
}
