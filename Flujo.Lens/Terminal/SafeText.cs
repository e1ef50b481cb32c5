using System.Buffers;
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

    /// <summary>
    /// C0 and C1 controls with DEL, bidi controls, line and paragraph separators, the byte-order mark, interlinear
    /// annotations, and surrogates (pairs are good, and let through).
    /// </summary>
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(Characters());

    /// <summary>The text on one line, with every control character spelled out.</summary>
    public static string Line(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAny(Suspicious))
        {
            return text ?? "";
        }

        var safe = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                safe.Append(c).Append(text[++i]);
            }
            else if (Suspicious.Contains(c))
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

    private static string Characters()
    {
        var characters = new StringBuilder();
        foreach ((int first, int last) in new[]
        {
            (0x00, 0x1F), (0x7F, 0x9F), (0x61C, 0x61C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
            (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB),
        })
        {
            for (int c = first; c <= last; c++)
            {
                characters.Append((char)c);
            }
        }

        return characters.ToString();
    }
}
