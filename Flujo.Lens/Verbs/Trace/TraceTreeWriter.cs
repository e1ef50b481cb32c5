using System.Globalization;
using System.Text;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>
/// Draws a trace tree, one span a line and what belongs to it indented beneath. Works without recursion and writes as it
/// goes, so that a tree of any size or depth takes little memory. The lines are never wrapped: a tree stays a tree in a
/// file, too.
/// </summary>
internal sealed class TraceTreeWriter(LensContext context, TraceOptions options)
{
    private const string Prompt = "prompt";
    private const string Branch = "├── ";
    private const string LastBranch = "└── ";
    private const string Trunk = "│   ";
    private const string NoTrunk = "    ";

    /// <summary>A name may be anything; no more than this of it is drawn.</summary>
    private const int LongestName = 256;

    private const int LongestFeedback = 1000;

    /// <summary>Where less room than this is left, breaking a text would only make a column of letters.</summary>
    private const int NarrowestNote = 16;

    /// <summary>Levels that are drawn: without a bound, a chain of 100,000 spans would be ten gigabytes of indentation.</summary>
    private const int DrawnLevels = 64;

    private readonly TextWriter _out = context.Out;
    private readonly StringBuilder _prefix = new();

    public void Write(TraceSpan root)
    {
        var open = new Stack<Frame>();
        var drawnRoot = new DrawnSpan(root);
        WriteSpan(drawnRoot, "");
        open.Push(new Frame(drawnRoot.Children, 0));
        while (open.TryPeek(out Frame? frame))
        {
            _prefix.Length = frame.PrefixLength;
            if (frame.NextChild == frame.Children.Count)
            {
                open.Pop();
                continue;
            }

            var child = new DrawnSpan(frame.Children[frame.NextChild++]);
            bool isLast = frame.NextChild == frame.Children.Count;
            WritePrefix();
            _prefix.Append(isLast ? NoTrunk : Trunk);
            WriteSpan(child, isLast ? LastBranch : Branch);
            open.Push(new Frame(child.Children, _prefix.Length));
        }
    }

    private void WriteSpan(DrawnSpan drawn, string branch)
    {
        TraceSpan span = drawn.Span;
        _out.Write(context.Paint(branch, Tone.Muted));
        _out.Write(SafeText.Line(span.Name, LongestName));
        _out.Write(" (");
        _out.Write(context.Paint(span.Status.Word(), Tones.Of(span.Status)));
        if (span.Duration is { } duration)
        {
            _out.Write($", {Words.Seconds(duration)}");
        }

        if (span.Attempts > 1)
        {
            _out.Write($", {Words.Count(span.Attempts, "attempt")}");
        }

        _out.Write(")\n");
        WriteBeneath(drawn);
    }

    private void WriteBeneath(DrawnSpan drawn)
    {
        TraceSpan span = drawn.Span;
        bool hasChildren = drawn.Children.Count > 0;
        if (span.Feedback is { } feedback)
        {
            WriteNote(hasChildren, "feedback: ", feedback, LongestFeedback, Tone.Bad);
        }

        if (options.Attributes)
        {
            WriteUsage(hasChildren, span);
            foreach ((string key, object? value) in drawn.Attributes)
            {
                WriteNote(hasChildren, $"{SafeText.Line(key, LongestName)} = ", Text(value), options.PreviewLength);
            }
        }

        foreach (TraceEvent each in drawn.Events)
        {
            if (each.Name == Prompt)
            {
                WritePrompt(hasChildren, each);
            }
            else if (options.Events)
            {
                WriteEvent(hasChildren, span, each);
            }
        }
    }

    private void WriteUsage(bool hasChildren, TraceSpan span)
    {
        if (span.Usage.Count > 0)
        {
            foreach (TraceUsage usage in span.Usage)
            {
                WriteNote(hasChildren, "usage: ", UsageText.Line(usage), -1);
            }
        }
        else if (span.InputTokens != 0 || span.OutputTokens != 0 || span.CostUsd is not null)
        {
            string cost = span.CostUsd is null ? "" : $", cost {Words.Dollars(span.CostUsd)}";
            WriteNote(hasChildren, "usage: ", $"{span.InputTokens} tokens in, {span.OutputTokens} out{cost}", -1);
        }
    }

    private void WritePrompt(bool hasChildren, TraceEvent prompt)
    {
        string role = Text(prompt.Attributes.GetValueOrDefault("role") ?? "user");
        string text = Text(prompt.Attributes.GetValueOrDefault("text"));
        WriteNote(hasChildren, $"prompt ({SafeText.Line(role, LongestName)}): ", text, options.PreviewLength);
    }

    private void WriteEvent(bool hasChildren, TraceSpan span, TraceEvent each)
    {
        WriteNote(
            hasChildren,
            $"event +{Words.Seconds(each.Time - span.StartTime)}: ",
            each.Name,
            LongestName);
        foreach ((string key, object? value) in each.Attributes)
        {
            WriteNote(hasChildren, $"  {SafeText.Line(key, LongestName)} = ", Text(value), options.PreviewLength);
        }
    }

    /// <summary>
    /// A labelled text beneath a span. On a terminal it is broken where the line ends, so that the tree's trunks go on
    /// beside it; elsewhere it stays one line.
    /// </summary>
    private void WriteNote(bool hasChildren, string label, string text, int length, Tone tone = Tone.Plain)
    {
        string safe = SafeText.Line(text, length);
        string trunk = context.Paint(hasChildren ? Trunk : NoTrunk, Tone.Muted);
        int room = context.Width - _prefix.Length - Trunk.Length - TextWidth.Of(label);
        bool breaks = context.IsTerminal && room >= NarrowestNote;
        string indent = "";
        foreach (string piece in breaks ? TextWidth.Pieces(safe, room) : [safe])
        {
            WritePrefix();
            _out.Write(trunk);
            _out.Write(indent.Length == 0 ? context.Paint(label, Tone.Muted) : indent);
            _out.Write(context.Paint(piece, tone));
            _out.Write('\n');
            indent = new string(' ', TextWidth.Of(label));
        }
    }

    /// <summary>The trunks of the spans above. Far down only the nearest are drawn, behind a mark.</summary>
    private void WritePrefix()
    {
        const int drawn = DrawnLevels * 4;
        string prefix = _prefix.Length <= drawn
            ? _prefix.ToString()
            : string.Create(
                CultureInfo.InvariantCulture,
                $"…{_prefix.Length / Trunk.Length} levels… {_prefix.ToString(_prefix.Length - drawn, drawn)}");
        _out.Write(context.Paint(prefix, Tone.Muted));
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A span that is drawn and whose children are not all drawn yet. A class: stacks of them are compiled ahead of time.</summary>
    private sealed class Frame(IReadOnlyList<TraceSpan> children, int prefixLength)
    {
        public IReadOnlyList<TraceSpan> Children => children;

        public int PrefixLength => prefixLength;

        public int NextChild { get; set; }
    }
}
