namespace Flujo.Testing;

/// <summary>Compares a trace with a shape.</summary>
internal static class ShapeComparison
{
    private const string Attempt = "attempt";

    /// <summary>What differs first, in the order of the tree, or null.</summary>
    public static string? FirstDifference(TraceShape shape, TraceSpan? trace) =>
        trace is null ? "There is no trace: tracing is off, or the store could not be read." : Compare(shape, trace, "");

    private static string? Compare(TraceShape shape, TraceSpan span, string path)
    {
        path = path.Length == 0 ? shape.Name : $"{path} > {shape.Name}";
        bool isSame = shape.Kind == span.Kind && shape.Name == span.Name && shape.Status == span.Status && shape.AttemptCount == span.Attempts
            && (shape.Reason is null || span.Feedback?.Contains(shape.Reason, StringComparison.Ordinal) == true);
        if (!isSame)
        {
            return $"At {path}: expected {ShapeText.Line(shape)}, found {ShapeText.Line(span)}.";
        }

        IReadOnlyList<TraceSpan> children = shape.Children.Any(static child => child.Kind == Attempt) ? span.Children : WithoutAttempts(span);
        return shape.IsInAnyOrder ? CompareInAnyOrder(shape, children, path) : CompareInOrder(shape, children, path);
    }

    private static string? CompareInOrder(TraceShape shape, IReadOnlyList<TraceSpan> children, string path)
    {
        for (int i = 0; i < Math.Max(shape.Children.Length, children.Count); i++)
        {
            string? difference = i >= children.Count ? Missing(path, shape.Children[i])
                : i >= shape.Children.Length ? Unexpected(path, children[i])
                : Compare(shape.Children[i], children[i], path);
            if (difference is not null)
            {
                return difference;
            }
        }

        return null;
    }

    /// <summary>Pairs each shape with a span of its own. A shape that finds only spans that are taken asks their shapes to move on.</summary>
    private static string? CompareInAnyOrder(TraceShape shape, IReadOnlyList<TraceSpan> children, string path)
    {
        var shapeOf = new int[children.Count];
        Array.Fill(shapeOf, -1);
        for (int i = 0; i < shape.Children.Length; i++)
        {
            if (!Pair(i, new bool[children.Count]))
            {
                return Missing(path, shape.Children[i]);
            }
        }

        int left = Array.IndexOf(shapeOf, -1);
        return left < 0 ? null : Unexpected(path, children[left]);

        bool Pair(int i, bool[] asked)
        {
            for (int j = 0; j < children.Count; j++)
            {
                if (!asked[j] && Compare(shape.Children[i], children[j], path) is null)
                {
                    asked[j] = true;
                    if (shapeOf[j] < 0 || Pair(shapeOf[j], asked))
                    {
                        shapeOf[j] = i;
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private static IReadOnlyList<TraceSpan> WithoutAttempts(TraceSpan span) =>
        [.. span.Children.SelectMany(static child => child.Kind == Attempt ? child.Children : (IEnumerable<TraceSpan>)[child])];

    private static string Missing(string path, TraceShape shape) => $"At {path}: {ShapeText.Line(shape)} is missing.";

    private static string Unexpected(string path, TraceSpan span) => $"At {path}: {ShapeText.Line(span)} was not expected.";
}
