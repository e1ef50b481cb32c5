namespace Flujo.Lens.Verbs.Trace;

/// <summary>
/// A span as the tree shows it: with its sole attempt folded into it, because one try is the step itself. What hangs under
/// that attempt takes its place, and what was recorded in it is shown with the step.
/// </summary>
internal readonly record struct DrawnSpan
{
    private const string Attempt = "attempt";

    private readonly TraceSpan? _folded;

    public DrawnSpan(TraceSpan span)
    {
        Span = span;
        Children = span.Children;
        int index = SoleAttempt(span.Children);
        if (index >= 0)
        {
            _folded = span.Children[index];
            Children = [.. span.Children.Take(index), .. _folded.Children, .. span.Children.Skip(index + 1)];
        }
    }

    public TraceSpan Span { get; }

    public IReadOnlyList<TraceSpan> Children { get; }

    public IEnumerable<TraceEvent> Events => _folded is null ? Span.Events : Span.Events.Concat(_folded.Events);

    public IEnumerable<KeyValuePair<string, object?>> Attributes =>
        _folded is null ? Span.Attributes : Span.Attributes.Concat(_folded.Attributes);

    /// <summary>The position of the only attempt among these spans, or -1.</summary>
    private static int SoleAttempt(IReadOnlyList<TraceSpan> spans)
    {
        int found = -1;
        for (int i = 0; i < spans.Count; i++)
        {
            if (spans[i].Kind == Attempt)
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }
}
