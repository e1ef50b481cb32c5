namespace Flujo.Storage;

/// <summary>Tokens and cost, added up. Cached and reasoning tokens are parts of input and output.</summary>
internal struct UsageSums
{
    public long InputTokens;
    public long OutputTokens;
    public long CachedInputTokens;
    public long ReasoningTokens;
    public long Cost;

    public void Add(in UsageSums other)
    {
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        CachedInputTokens += other.CachedInputTokens;
        ReasoningTokens += other.ReasoningTokens;
        Cost += other.Cost;
    }
}
