using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Testing;

/// <summary>
/// A text in which markers say where diagnostics are: <c>{|FLJ1001:code|}</c>. Markers nest; one without code between stands for a
/// diagnostic of no width.
/// </summary>
/// <param name="Text">The text without markers.</param>
/// <param name="Marks">What the markers say.</param>
public sealed partial record MarkedText(string Text, IReadOnlyList<Mark> Marks)
{
    /// <exception cref="FormatException">A marker is not closed.</exception>
    public static MarkedText Parse(string marked)
    {
        var text = new StringBuilder();
        var marks = new List<Mark>();
        var open = new Stack<(string Id, int Start)>();
        int copied = 0;
        foreach (Match marker in Markers().Matches(marked))
        {
            text.Append(marked, copied, marker.Index - copied);
            copied = marker.Index + marker.Length;
            if (marker.Groups["id"] is { Success: true } id)
                open.Push((id.Value, text.Length));
            else if (open.TryPop(out (string Id, int Start) begun))
                marks.Add(new(begun.Id, TextSpan.FromBounds(begun.Start, text.Length)));
            else
                text.Append(marker.ValueSpan);
        }

        text.Append(marked, copied, marked.Length - copied);
        return open.Count == 0 ? new(text.ToString(), marks) : throw new FormatException($"The marker of {open.Peek().Id} is not closed.");
    }

    /// <summary>The text with its markers, always in the same order: equal marks make equal texts.</summary>
    public override string ToString()
    {
        // All closing markers look alike, so only opening ones need an order. Closing ones come first where both meet.
        var inserts = new List<(int At, bool Opens, int Length, string Marker)>();
        foreach ((string id, TextSpan span) in Marks)
        {
            inserts.Add((span.Start, true, span.Length, span.IsEmpty ? $"{{|{id}:|}}" : $"{{|{id}:"));
            if (!span.IsEmpty)
                inserts.Add((span.End, false, 0, "|}"));
        }

        var marked = new StringBuilder(Text);
        foreach (var insert in inserts.OrderBy(each => each.At).ThenBy(each => each.Opens).ThenByDescending(each => each.Length)
            .ThenBy(each => each.Marker, StringComparer.Ordinal).Reverse())
        {
            marked.Insert(insert.At, insert.Marker);
        }

        return marked.ToString();
    }

    [GeneratedRegex(@"\{\|(?<id>[A-Z]{2,3}[0-9]{4}):|\|\}")]
    private static partial Regex Markers();
}
