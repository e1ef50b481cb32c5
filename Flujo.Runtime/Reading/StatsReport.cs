namespace Flujo.Reading;

/// <summary>What <c>stats</c> answers: exact counts, sums and averages of the spans that started in a window.</summary>
internal sealed record StatsReport
{
    public required long TotalSpans { get; init; }

    /// <summary>Every status is there, also with zero spans.</summary>
    public required IReadOnlyDictionary<FlujoStatus, long> ByStatus { get; init; }

    /// <summary>Steps, agents and tools by name; those with the most spans first.</summary>
    public required IReadOnlyList<StepStats> Steps { get; init; }

    /// <summary>The models for whose tokens no price was known, of the usage that was recorded last; null is usage without a model. See <see cref="UsageReader.UnpricedModels"/>.</summary>
    public IReadOnlyList<string?> UnpricedModels { get; init; } = [];
}
