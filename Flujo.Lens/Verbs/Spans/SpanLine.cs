using Flujo.Reading;

namespace Flujo.Lens.Verbs.Spans;

/// <summary>One line of <c>lens spans</c>.</summary>
internal readonly record struct SpanLine(SpanRow Span, string? ParentSpanId, string? Feedback);
