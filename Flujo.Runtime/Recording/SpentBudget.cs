namespace Flujo.Recording;

/// <summary>What was used of one budget. Thread-safe.</summary>
/// <param name="ofRun">Whose it is.</param>
/// <param name="attempts">Attempts that were made before.</param>
internal sealed class SpentBudget(bool ofRun, int attempts)
{
    private const int Cost = 1;
    private const int Tokens = 2;
    private const int Attempts = 4;

    // Any thread, interlocked. Race: two additions that break a limit at once. Both see it broken; _broken says who of them tells.
    private long _cost;
    private long _tokens;
    private int _attempts = attempts;
    private int _broken;

    // Written by whoever limits, read by any; a reference is whole.
    private volatile FlujoBudget? _limits;

    /// <summary>Null: there is no limit.</summary>
    public FlujoBudget? Limits
    {
        get => _limits;
        set => _limits = value;
    }

    public void Add(in UsageAmount amount)
    {
        Interlocked.Add(ref _cost, amount.Cost ?? 0);
        Interlocked.Add(ref _tokens, amount.InputTokens + amount.OutputTokens);
    }

    public void AddAttempt() => Interlocked.Increment(ref _attempts);

    /// <summary>A limit that is broken and was not told yet; ask until there is none. Each limit is told once.</summary>
    public FlujoBudgetBreach? NextBreach()
    {
        if (Limits is not { } limits)
        {
            return null;
        }

        decimal cost = UsageAmount.ToUsd(Volatile.Read(ref _cost));
        long tokens = Volatile.Read(ref _tokens);
        int tries = Volatile.Read(ref _attempts);
        if (limits.MaxCostUsd is > 0 and var maxCost && cost > maxCost && IsFirst(Cost))
        {
            return new FlujoBudgetBreach("max_cost_usd", maxCost, cost, ofRun);
        }

        if (limits.MaxTokens is > 0 and var maxTokens && tokens > maxTokens && IsFirst(Tokens))
        {
            return new FlujoBudgetBreach("max_tokens", maxTokens, tokens, ofRun);
        }

        return limits.MaxAttempts is > 0 and var most && tries > most && IsFirst(Attempts)
            ? new FlujoBudgetBreach("max_attempts", most, tries, ofRun)
            : null;
    }

    private bool IsFirst(int limit) => (Interlocked.Or(ref _broken, limit) & limit) == 0;
}
