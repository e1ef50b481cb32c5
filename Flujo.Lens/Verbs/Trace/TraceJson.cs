using System.Text.Json;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>The JSON of <c>trace</c>. Works without recursion, for trees of any depth.</summary>
internal static class TraceJson
{
    public static void Write(Utf8JsonWriter json, TraceView view)
    {
        json.WriteStartObject();
        json.WriteString("run_id", view.RunId);
        WriteRoot(json, view);
        json.WriteEndObject();
    }

    /// <summary>The property <c>root</c> of an open object.</summary>
    public static void WriteRoot(Utf8JsonWriter json, TraceView view)
    {
        json.WritePropertyName("root");
        if (view.Root is null)
        {
            json.WriteNullValue();
        }
        else
        {
            WriteTree(json, view.Root);
        }
    }

    /// <summary>How many spans lie on the longest way down.</summary>
    public static int DepthOf(TraceSpan root)
    {
        int deepest = 0;
        var open = new Stack<(TraceSpan Span, int Depth)>();
        open.Push((root, 1));
        while (open.TryPop(out (TraceSpan Span, int Depth) entry))
        {
            deepest = Math.Max(deepest, entry.Depth);
            foreach (TraceSpan child in entry.Span.Children)
            {
                open.Push((child, entry.Depth + 1));
            }
        }

        return deepest;
    }

    /// <summary>A span is opened when it is met, and closed when its last child is.</summary>
    private static void WriteTree(Utf8JsonWriter json, TraceSpan root)
    {
        var open = new Stack<(TraceSpan Span, int NextChild)>();
        OpenSpan(json, root);
        open.Push((root, 0));
        while (open.TryPop(out (TraceSpan Span, int NextChild) entry))
        {
            if (entry.NextChild == entry.Span.Children.Count)
            {
                json.WriteEndArray();
                json.WriteEndObject();
                continue;
            }

            open.Push((entry.Span, entry.NextChild + 1));
            TraceSpan child = entry.Span.Children[entry.NextChild];
            OpenSpan(json, child);
            open.Push((child, 0));
        }
    }

    private static void OpenSpan(Utf8JsonWriter json, TraceSpan span)
    {
        json.WriteStartObject();
        json.WriteString("span_id", span.SpanId);
        json.WriteString("parent_span_id", span.ParentSpanId);
        json.WriteString("name", span.Name);
        json.WriteString("kind", span.Kind);
        json.WriteString("status", span.Status.Word());
        json.WriteTime("start_time", span.StartTime);
        json.WriteTime("end_time", span.EndTime);
        json.WriteNumberOrNull("duration_ms", Words.ToMilliseconds(span.Duration));
        json.WriteNumber("attempts", span.Attempts);
        json.WriteNumberOrNull("cost_usd", span.CostUsd);
        json.WriteNumber("input_tokens", span.InputTokens);
        json.WriteNumber("output_tokens", span.OutputTokens);
        json.WriteUsage(span.Usage);
        json.WriteString("feedback", span.Feedback);
        json.WriteAttributes(span.Attributes);
        json.WriteStartArray("events");
        foreach (TraceEvent each in span.Events)
        {
            json.WriteStartObject();
            json.WriteString("name", each.Name);
            json.WriteTime("time", each.Time);
            json.WriteAttributes(each.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("children");
    }
}
