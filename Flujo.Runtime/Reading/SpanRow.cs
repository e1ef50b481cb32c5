using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>One span as its row has it. Times are nanoseconds since 1970, money 1e-12 USD.</summary>
internal sealed record SpanRow(
    long SpanNo,
    long? ParentNo,
    long SpanId,
    string Name,
    SpanKind Kind,
    FlujoStatus Status,
    long StartedAt,
    long? EndedAt,
    int Attempts,
    long? Cost,
    long InputTokens,
    long OutputTokens,
    long? CallSiteNo)
{
    /// <summary>The span number of every run's root.</summary>
    public const long RootNumber = 1;

    public TimeSpan? Duration => StoredValue.ToDuration(StartedAt, EndedAt);

    public bool IsRoot => SpanNo == RootNumber;
}
