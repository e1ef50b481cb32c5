using Flujo.Reading;

namespace Flujo.Lens.Verbs.Spans;

/// <summary>What <c>lens spans</c> reads.</summary>
internal sealed record SpansView(RunSummary Run, IReadOnlyList<SpanLine> Lines);
