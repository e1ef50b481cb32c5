using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Testing;

/// <summary>A project whose files say by markers which diagnostics they expect.</summary>
/// <param name="Source">The project without markers.</param>
/// <param name="Files">Its files with their markers, by path.</param>
internal sealed record MarkedSource(SourceCompilation Source, IReadOnlyDictionary<string, MarkedText> Files)
{
    public static MarkedSource Parse(SourceCompilation marked)
    {
        Dictionary<string, MarkedText> files = marked.Files.ToDictionary(file => file.Key, file => MarkedText.Parse(file.Value));
        return new(marked with { Files = files.ToDictionary(file => file.Key, file => file.Value.Text) }, files);
    }

    /// <summary>Marks the clean texts from what was found, and compares them with those that were expected. What has no place in a file
    /// of the project stands at the very beginning of the first one.</summary>
    /// <exception cref="VerificationException">They differ.</exception>
    public void Verify(ImmutableArray<Diagnostic> found)
    {
        var failure = new StringBuilder();
        ILookup<string, Diagnostic> byFile = found.ToLookup(FileOf);
        foreach ((string path, MarkedText expected) in Files)
        {
            MarkedText actual = expected with { Marks = [.. byFile[path].Select(each => new Mark(each.Id, SpanOf(each, path)))] };
            if (actual.ToString() == expected.ToString())
                continue;

            failure.Append($"==== {path}: expected and missing\n").Append(Underline(expected, Without(expected.Marks, actual.Marks), []));
            failure.Append($"==== {path}: found and not expected\n").Append(Underline(expected, Without(actual.Marks, expected.Marks), byFile[path]));
            failure.Append($"==== {path}: all that was found\n{actual}\n");
        }

        if (failure.Length > 0)
            throw new VerificationException("The diagnostics differ.\n" + failure);
    }

    private string FileOf(Diagnostic diagnostic)
    {
        string path = diagnostic.Location.SourceTree?.FilePath ?? "";
        string? known = path.StartsWith(SourceCompilation.Directory, StringComparison.Ordinal) ? path[SourceCompilation.Directory.Length..] : null;
        return known is not null && Files.ContainsKey(known) ? known : Files.Keys.First();
    }

    private static TextSpan SpanOf(Diagnostic diagnostic, string path) =>
        diagnostic.Location.SourceTree?.FilePath == SourceCompilation.Directory + path ? diagnostic.Location.SourceSpan : default;

    private static IEnumerable<Mark> Without(IEnumerable<Mark> all, IEnumerable<Mark> taken)
    {
        List<Mark> rest = [.. all];
        foreach (Mark mark in taken)
            rest.Remove(mark);
        return rest.OrderBy(mark => mark.Span.Start);
    }

    /// <summary>Each mark's line, with the marked part underlined: <c>^^^^ FLJ1001: the message</c>.</summary>
    private static string Underline(MarkedText file, IEnumerable<Mark> marks, IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        SourceText source = SourceText.From(file.Text);
        foreach (Mark mark in marks)
        {
            TextLine line = source.Lines.GetLineFromPosition(mark.Span.Start);
            Diagnostic? diagnostic = diagnostics.FirstOrDefault(each => each.Id == mark.Id && each.Location.SourceSpan == mark.Span)
                ?? diagnostics.FirstOrDefault(each => each.Id == mark.Id);
            int width = Math.Max(1, Math.Min(mark.Span.End, line.End) - mark.Span.Start);
            text.Append($"{line}\n{new string(' ', mark.Span.Start - line.Start)}{new string('^', width)} {mark.Id}")
                .Append(diagnostic is null ? "\n" : $": {diagnostic.GetMessage()}\n");
        }

        return text.Length == 0 ? "(nothing)\n" : text.ToString();
    }
}
