using System.Text;
using System.Text.RegularExpressions;

namespace DocumentDigest.Text;

/// <summary>
/// Reads the prose of a Markdown or plain-text document: headings and sentences. Code, tables and comments are left out,
/// because no sentence of a digest can come from them.
/// </summary>
internal sealed partial class MarkdownParser
{
    private const int FewestWords = 6;
    private const int MostWords = 60;

    private readonly List<Section> _sections = [];
    private readonly StringBuilder _paragraph = new();
    private List<Passage> _passages = [];
    private string _heading = "";
    private string? _title;

    private MarkdownParser()
    {
    }

    public static Document Parse(string name, string text)
    {
        var parser = new MarkdownParser();
        parser.ReadLines(Comment().Replace(text.ReplaceLineEndings("\n"), "").Split('\n'));
        parser.EndSection();
        return new Document(name, parser._title ?? Path.GetFileNameWithoutExtension(name), parser._sections);
    }

    private void ReadLines(string[] lines)
    {
        string? fence = null;
        bool inFrontMatter = lines[0] == "---";
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (inFrontMatter)
            {
                inFrontMatter = i == 0 || line != "---";
                continue;
            }

            if (Fence().Match(line) is { Success: true } mark)
            {
                EndParagraph();
                fence = fence is null ? mark.Groups[1].Value : line.Trim().StartsWith(fence, StringComparison.Ordinal) ? null : fence;
                continue;
            }

            if (fence is null)
                ReadLine(line, next: i + 1 < lines.Length ? lines[i + 1] : "");
        }
    }

    private void ReadLine(string line, string next)
    {
        bool isCode = _paragraph.Length == 0 && (line.StartsWith("    ", StringComparison.Ordinal) || line.StartsWith('\t'));
        string text = line.Trim();
        if (Heading().Match(text) is { Success: true } heading)
            EndSection(heading.Groups[1].Value);
        else if (text.Length > 0 && Underline().IsMatch(next) && _paragraph.Length == 0)
            EndSection(text);
        else if (text.Length == 0 || isCode || text.StartsWith('|') || Underline().IsMatch(text))
            EndParagraph();
        else
            ReadProse(text);
    }

    private void ReadProse(string text)
    {
        if (ListItem().Match(text) is { Success: true } item)
        {
            EndParagraph();
            text = text[item.Length..];
        }

        _paragraph.Append(text.TrimStart('>', ' ')).Append(' ');
    }

    private void EndSection(string? nextHeading = null)
    {
        EndParagraph();
        if (_passages.Count > 0)
            _sections.Add(new Section(_heading, _passages));
        _passages = [];
        _heading = Plain(nextHeading ?? "");
        _title ??= _heading.Length > 0 ? _heading : null;
    }

    private void EndParagraph()
    {
        string paragraph = Plain(_paragraph.ToString());
        _paragraph.Clear();
        foreach (string sentence in SentenceSplitter.Split(paragraph))
        {
            // What ends in a colon announces a list or code that the digest does not have.
            int words = DigestComposer.CountWords(sentence);
            if (words is >= FewestWords and <= MostWords && sentence[^1] is '.' or '!' or '?' or '"' or '”' or ')')
                _passages.Add(new Passage(sentence, _heading, _passages.Count, isOpening: _sections.Count + _passages.Count == 0));
        }
    }

    private static string Plain(string markdown)
    {
        string text = Image().Replace(markdown, "");
        text = Link().Replace(text, "$1");
        text = Emphasis().Replace(text, "$2");
        return Space().Replace(text.Replace("`", ""), " ").Trim();
    }

    [GeneratedRegex(@"<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(```|~~~)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6}\s+(.+?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(={3,}|-{3,}|\*{3,})\s*$")]
    private static partial Regex Underline();

    [GeneratedRegex(@"^([-*+]|\d+[.)])\s+(\[[ x]\]\s+)?")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"!\[[^\]]*\]\([^)]*\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[([^\]]+)\](\([^)]*\)|\[[^\]]*\])")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
