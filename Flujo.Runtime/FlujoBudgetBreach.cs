namespace Flujo;

/// <summary>A limit that was broken. Immutable.</summary>
/// <param name="Limit"><c>max_cost_usd</c>, <c>max_tokens</c> or <c>max_attempts</c>.</param>
/// <param name="Allowed">The most that was allowed.</param>
/// <param name="Actual">What was used, or asked for.</param>
/// <param name="OfRun">Whether it was the run's limit; else a step's.</param>
public sealed record FlujoBudgetBreach(string Limit, decimal Allowed, decimal Actual, bool OfRun)
{
    /// <summary>One sentence for people.</summary>
    public string Message => FormattableString.Invariant($"over budget: {Limit} of the {(OfRun ? "run" : "step")} is {Allowed}, used {Actual}");
}
