using System.Text;

namespace Flujo.Testing;

/// <summary>Draws shapes and traces in the same way, so that the eye can compare them.</summary>
internal static class ShapeText
{
    public static string Draw(TraceShape shape)
    {
        var text = new StringBuilder();
        Draw(text, "", "", shape, Line, static each => each.Children);
        return text.ToString();
    }

    public static string Draw(TraceSpan trace)
    {
        var text = new StringBuilder();
        Draw(text, "", "", trace, Line, static each => each.Children);
        return text.ToString();
    }

    public static string Line(TraceShape shape) =>
        Line(shape.Kind, shape.Name, shape.Status, shape.AttemptCount, shape.Reason is null ? null : $"…{shape.Reason}…") + (shape.IsInAnyOrder ? " in any order:" : "");

    public static string Line(TraceSpan span) => Line(span.Kind, span.Name, span.Status, span.Attempts, span.Feedback);

    private static string Line(string kind, string name, FlujoStatus status, int attempts, string? reason) =>
        $"{kind} '{name}' ({status.ToString().ToLowerInvariant()}{(attempts == 1 ? "" : $", {attempts} attempts")}){(reason is null ? "" : $": {reason}")}";

    private static void Draw<T>(StringBuilder text, string branch, string indent, T node, Func<T, string> line, Func<T, IReadOnlyList<T>> childrenOf)
    {
        text.Append(text.Length == 0 ? "" : "\n").Append(branch).Append(line(node));
        IReadOnlyList<T> children = childrenOf(node);
        for (int i = 0; i < children.Count; i++)
        {
            bool isLast = i == children.Count - 1;
            Draw(text, indent + (isLast ? "└── " : "├── "), indent + (isLast ? "    " : "│   "), children[i], line, childrenOf);
        }
    }
}
