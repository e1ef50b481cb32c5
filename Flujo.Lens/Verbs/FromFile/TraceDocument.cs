using System.Globalization;
using System.Text.Json;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Trace;

namespace Flujo.Lens.Verbs.FromFile;

/// <summary>
/// Reads what <see cref="TraceJson"/> writes. The document may come from anywhere: what is missing or wrong is said with its name. Works without recursion.
/// </summary>
internal static class TraceDocument
{
    /// <exception cref="FormatException">It is not a run.</exception>
    public static TraceView Read(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("a JSON object with run_id and root is expected");
        }

        JsonElement root = Property(document, "root");
        return new TraceView(Text(document, "run_id"), root.ValueKind == JsonValueKind.Null ? null : ReadTree(root));
    }

    /// <summary>A span is made when its children are: they are read in the order of their depth, and made the other way round.</summary>
    private static TraceSpan ReadTree(JsonElement root)
    {
        var elements = new List<(JsonElement Span, int Parent)> { (root, -1) };
        for (int i = 0; i < elements.Count; i++)
        {
            foreach (JsonElement child in Items(elements[i].Span, "children"))
            {
                elements.Add((child, i));
            }
        }

        var children = new List<TraceSpan>?[elements.Count];
        TraceSpan span = null!;
        for (int i = elements.Count - 1; i >= 0; i--)
        {
            children[i]?.Reverse();
            span = ReadSpan(elements[i].Span, children[i] ?? []);
            if (elements[i].Parent is var parent and >= 0)
            {
                (children[parent] ??= []).Add(span);
            }
        }

        return span;
    }

    private static TraceSpan ReadSpan(JsonElement span, List<TraceSpan> children) => new()
    {
        SpanId = Text(span, "span_id"),
        ParentSpanId = TextOrNull(span, "parent_span_id"),
        Name = Text(span, "name"),
        Kind = Text(span, "kind"),
        Status = Words.ToStatus(Text(span, "status")) ?? throw new FormatException("a span's status is none of " + string.Join(", ", Words.Statuses)),
        StartTime = Time(span, "start_time") ?? throw new FormatException("a span has no start_time"),
        EndTime = Time(span, "end_time"),
        Duration = Number(span, "duration_ms") is { } milliseconds ? Duration(milliseconds) : null,
        Attempts = (int)Math.Clamp(Number(span, "attempts") ?? 1, 0, int.MaxValue),
        CostUsd = Number(span, "cost_usd"),
        InputTokens = Long(span, "input_tokens"),
        OutputTokens = Long(span, "output_tokens"),
        Usage = span.TryGetProperty("usage", out _) ? [.. Items(span, "usage").Select(ReadUsage)] : [],
        Feedback = TextOrNull(span, "feedback"),
        Attributes = ReadAttributes(span),
        Events = [.. Items(span, "events").Select(ReadEvent)],
        Children = children,
    };

    private static TraceEvent ReadEvent(JsonElement each) => new()
    {
        Name = Text(each, "name"),
        Time = Time(each, "time") ?? throw new FormatException("an event has no time"),
        Attributes = ReadAttributes(each),
    };

    private static TraceUsage ReadUsage(JsonElement usage) => new()
    {
        Model = TextOrNull(usage, "model"),
        InputTokens = Long(usage, "input_tokens"),
        OutputTokens = Long(usage, "output_tokens"),
        CachedInputTokens = Long(usage, "cached_input_tokens"),
        ReasoningTokens = Long(usage, "reasoning_tokens"),
        CostUsd = Number(usage, "cost_usd"),
        CostSource = TextOrNull(usage, "cost_source"),
    };

    private static OrderedDictionary<string, object?> ReadAttributes(JsonElement owner)
    {
        var attributes = new OrderedDictionary<string, object?>();
        JsonElement element = Property(owner, "attributes");
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("attributes is not an object");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            attributes[property.Name] = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Null => null,
                JsonValueKind.Number => property.Value.TryGetInt64(out long number) ? number : property.Value.GetDouble(),
                _ => property.Value.GetRawText(),
            };
        }

        return attributes;
    }

    private static JsonElement Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value)
            ? value
            : throw new FormatException($"{name} is missing");

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        Property(owner, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : throw new FormatException($"{name} is not an array");

    private static string Text(JsonElement owner, string name) => TextOrNull(owner, name) ?? throw new FormatException($"{name} is null");

    private static string? TextOrNull(JsonElement owner, string name)
    {
        JsonElement value = Property(owner, name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            _ => throw new FormatException($"{name} is not a text"),
        };
    }

    private static decimal? Number(JsonElement owner, string name)
    {
        JsonElement value = Property(owner, name);
        return value.ValueKind == JsonValueKind.Null ? null
            : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number
            : throw new FormatException($"{name} is not a number");
    }

    private static long Long(JsonElement owner, string name) =>
        Number(owner, name) is { } number && number >= long.MinValue && number <= long.MaxValue ? (long)number : throw new FormatException($"{name} is not a whole number");

    private static TimeSpan Duration(decimal milliseconds) =>
        milliseconds >= 0 && milliseconds < long.MaxValue / TimeSpan.TicksPerMillisecond
            ? TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))
            : throw new FormatException("duration_ms is out of range");

    private static DateTimeOffset? Time(JsonElement owner, string name) =>
        TextOrNull(owner, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time
        : throw new FormatException($"{name} is not a time in ISO 8601");
}
