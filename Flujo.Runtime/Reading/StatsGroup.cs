using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>The sums of the spans of one name, kind and status, from rollups or from spans.</summary>
internal readonly record struct StatsGroup(
    long NameNo,
    SpanKind Kind,
    FlujoStatus Status,
    long Spans,
    long Ended,
    long TotalNanoseconds,
    long Attempts,
    long Priced,
    long Cost,
    long Tokens);
