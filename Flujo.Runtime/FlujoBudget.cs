namespace Flujo;

/// <summary>
/// The most that a run, or a step with all beneath it, may use. What is null, or not above 0, has no limit. Whoever uses more gets the event <c>budget_exceeded</c>, and
/// step and run are failed; nothing is thrown and nothing is stopped but further attempts, so ask <see cref="FlujoRun.OverBudget"/>. Immutable.
/// </summary>
public sealed record FlujoBudget
{
    /// <summary>The most that it may cost, in US dollars. Unknown costs count as nothing.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>The most tokens, input and output together.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The most attempts: of a step its own, of a run those of all steps together. A step without retries is one attempt.</summary>
    public int? MaxAttempts { get; init; }
}
