namespace Flujo.Reading;

/// <summary>One run as a list shows it. Times are nanoseconds since 1970, money 1e-12 USD.</summary>
internal sealed record RunSummary(
    long RunNo,
    string RunId,
    string PipelineName,
    FlujoStatus Status,
    long StartedAt,
    long? EndedAt,
    long TotalSteps,
    long? TotalCost,
    long TotalTokens)
{
    public DateTimeOffset StartTime => StoredValue.ToTime(StartedAt);

    /// <summary>Null while the run is open.</summary>
    public TimeSpan? Duration => StoredValue.ToDuration(StartedAt, EndedAt);

    public decimal? TotalCostUsd => StoredValue.ToUsd(TotalCost);
}
