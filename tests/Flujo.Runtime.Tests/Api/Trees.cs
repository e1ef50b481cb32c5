namespace Flujo.Runtime.Tests.Api;

/// <summary>Trees as text, so that a test can say what it expects in one line.</summary>
internal static class Trees
{
    /// <summary>
    /// <c>run(a, b!(c))</c>: children in brackets, in order. A mark behind the name says the status: nothing for completed, <c>!</c> failed, <c>?</c> cancelled,
    /// <c>*</c> running, <c>=</c> paused, <c>#</c> interrupted.
    /// </summary>
    public static string Draw(this TraceSpan? span) => Draw(span, static children => children);

    /// <summary>As <see cref="Draw(TraceSpan?)"/>, with siblings in the order of their names: for those that begin side by side.</summary>
    public static string DrawSorted(this TraceSpan? span) =>
        Draw(span, static children => children.OrderBy(static child => child.Name, StringComparer.Ordinal));

    /// <summary>The span and all beneath it.</summary>
    public static IEnumerable<TraceSpan> All(this TraceSpan span) => span.Children.SelectMany(All).Prepend(span);

    /// <summary>The only span of that name.</summary>
    public static TraceSpan Find(this TraceSpan? span, string name) => span!.All().Single(each => each.Name == name);

    private static string Draw(TraceSpan? span, Func<IEnumerable<TraceSpan>, IEnumerable<TraceSpan>> order)
    {
        if (span is null)
        {
            return "null";
        }

        string mark = span.Status switch
        {
            FlujoStatus.Completed => "",
            FlujoStatus.Failed => "!",
            FlujoStatus.Cancelled => "?",
            FlujoStatus.Running => "*",
            FlujoStatus.Paused => "=",
            _ => "#",
        };
        string children = string.Join(", ", order(span.Children).Select(child => Draw(child, order)));
        return span.Name + mark + (children.Length == 0 ? "" : $"({children})");
    }
}
