using System.Globalization;
using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>How many columns of a terminal a text takes. An approximation: terminals disagree among themselves.</summary>
internal static class TextWidth
{
    private const string Ellipsis = "…";

    public static int Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>The beginning of a text that takes at most so many columns, with a mark where it was cut.</summary>
    public static string Fit(string text, int columns)
    {
        if (Of(text) <= columns)
        {
            return text;
        }

        int end = IndexAfter(text, 0, columns - 1);
        return string.Concat(text.AsSpan(0, end), Ellipsis);
    }

    /// <summary>The text in pieces of at most so many columns.</summary>
    public static IEnumerable<string> Pieces(string text, int columns)
    {
        int start = 0;
        do
        {
            int end = IndexAfter(text, start, columns);
            yield return text[start..end];
            start = end;
        }
        while (start < text.Length);
    }

    /// <summary>Where the characters end that take so many columns; always moves on by one character at least.</summary>
    private static int IndexAfter(string text, int start, int columns)
    {
        int end = start;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out Rune rune, out int length);
            columns -= Of(rune);
            if (columns < 0 && end > start)
            {
                break;
            }

            end += length;
        }

        return end;
    }

    private static int Of(Rune rune)
    {
        int value = rune.Value;
        if (value < 0x300)
        {
            return 1;
        }

        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            ? 0
            : IsWide(value) ? 2 : 1;
    }

    /// <summary>The blocks that Unicode's East Asian Width calls wide, emoji among them.</summary>
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or
        (>= 0x2E80 and <= 0x303E) or
        (>= 0x3041 and <= 0xA4CF) or
        (>= 0xAC00 and <= 0xD7A3) or
        (>= 0xF900 and <= 0xFAFF) or
        (>= 0xFE30 and <= 0xFE6F) or
        (>= 0xFF00 and <= 0xFF60) or
        (>= 0xFFE0 and <= 0xFFE6) or
        (>= 0x1F300 and <= 0x1F64F) or
        (>= 0x1F680 and <= 0x1F6FF) or
        (>= 0x1F900 and <= 0x1F9FF) or
        (>= 0x20000 and <= 0x3FFFD);
}
