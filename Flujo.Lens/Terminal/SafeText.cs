using System.Globalization;
using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Makes stored text harmless. Everything in a store is untrusted: an escape sequence could recolour or rewrite the
/// screen, a newline could fake a line, a bidi control could turn text around. All of them are shown by name instead.
/// </summary>
internal static class SafeText
{
    private const string Ellipsis = "…";

    /// <summary>The text on one line, with every control character spelled out.</summary>
    public static string Line(string? text)
    {
        int first = 0;
        while (first < text?.Length && !IsSuspicious(text[first]))
        {
            first++;
        }

        if (text is null || first == text.Length)
        {
            return text ?? "";
        }

        var safe = new StringBuilder(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                safe.Append(c).Append(text[++i]);
            }
            else if (IsSuspicious(c))
            {
                Escape(safe, c);
            }
            else
            {
                safe.Append(c);
            }
        }

        return safe.ToString();
    }

    /// <summary>As <see cref="Line"/>, at most so many characters of the original, and a mark where it was cut.</summary>
    public static string Line(string? text, int characters) => Line(Cut(text ?? "", characters));

    /// <summary>The lines of a text, each harmless. The caller puts something before each, so that none can pose as its own.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            yield return Line(line);
        }
    }

    /// <summary>The first characters (Unicode code points) of a text and a mark, or the text when it is no longer than that.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="characters">At least 0; -1 for all.</param>
    public static string Cut(string text, int characters)
    {
        if (characters < 0 || text.Length <= characters)
        {
            return text;
        }

        int end = 0;
        for (int left = characters; left > 0 && end < text.Length; left--)
        {
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length && char.IsLowSurrogate(text[end + 1]) ? 2 : 1;
        }

        return end >= text.Length ? text : string.Concat(text.AsSpan(0, end), Ellipsis);
    }

    private static void Escape(StringBuilder safe, char c)
    {
        switch (c)
        {
            case '\n':
                safe.Append("\\n");
                break;
            case '\r':
                safe.Append("\\r");
                break;
            case '\t':
                safe.Append("\\t");
                break;
            default:
                safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
        }
    }

    /// <summary>
    /// C0 and C1 controls with DEL, bidi controls, line and paragraph separators, the byte-order mark, interlinear
    /// annotations, and surrogates (pairs are good, and let through). The library's vectorised search is not compiled ahead: it would cost each start four milliseconds.
    /// </summary>
    private static bool IsSuspicious(char c) => c is < ' ' or (>= '\x7F' and <= '\x9F')
        || (c >= '\u061C' && c is '\u061C' or (>= '\u200E' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
            or (>= '\uD800' and <= '\uDFFF') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFB'));
}
