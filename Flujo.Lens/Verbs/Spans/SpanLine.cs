using Flujo.Reading;

namespace Flujo.Lens.Verbs.Spans;

/// <summary>One line of <c>lens spans</c>.</summary>
internal sealed record SpanLine(SpanRow Span, string? ParentSpanId, string? Feedback);
