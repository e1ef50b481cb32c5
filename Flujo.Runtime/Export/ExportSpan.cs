using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>A finished span, ready to be sent. Times are UTC in nanoseconds since 1970.</summary>
internal sealed record ExportSpan
{
    /// <summary>Its run's number in the store.</summary>
    public required long RunNo { get; init; }

    /// <summary>Its number in the run; 1 is the root.</summary>
    public required uint SpanNo { get; init; }

    /// <summary>32 hex digits.</summary>
    public required string TraceId { get; init; }

    public required ulong SpanId { get; init; }

    /// <summary>0 for none: then it is the root of its trace.</summary>
    public ulong ParentSpanId { get; init; }

    /// <summary>Whether the parent is a span of another process or library.</summary>
    public bool HasRemoteParent { get; init; }

    public required string Name { get; init; }

    public SpanKind Kind { get; init; }

    public FlujoStatus Status { get; init; }

    public long StartedAt { get; init; }

    public long EndedAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Feedback { get; init; }

    public required IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes { get; init; }

    public required IReadOnlyList<ExportEvent> Events { get; init; }

    /// <summary>About how many bytes it takes.</summary>
    public int EstimatedSize { get; init; }
}

/// <summary>A point in time inside a span.</summary>
internal sealed record ExportEvent(string Name, long At, IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes);

/// <summary>Spans that one process recorded.</summary>
internal sealed record ExportGroup(IReadOnlyList<KeyValuePair<string, AttributeValue>> Resource, IReadOnlyList<ExportSpan> Spans);
