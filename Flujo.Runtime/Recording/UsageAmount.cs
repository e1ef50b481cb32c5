namespace Flujo.Recording;

/// <summary>Tokens, and a cost in units of 1e-12 USD or null where it is unknown.</summary>
internal readonly record struct UsageAmount(long InputTokens, long OutputTokens, long? Cost)
{
    private const decimal UnitsPerUsd = 1_000_000_000_000m;
    private const decimal MaxUsd = 1_000_000m;
    private const long MaxTokens = 1_000_000_000_000;

    /// <summary>The cost in dollars.</summary>
    public decimal? CostUsd => Cost / UnitsPerUsd;

    /// <summary>Within bounds: one absurd number must not make the sums of a whole store overflow.</summary>
    public static long ToTokens(long tokens) => Math.Clamp(tokens, 0, MaxTokens);

    /// <summary>Rounds half to even, as the store's unit demands; amounts beyond a million dollars are cut to that.</summary>
    public static long? ToUnits(decimal? usd) =>
        usd is { } amount ? (long)Math.Round(Math.Clamp(amount, -MaxUsd, MaxUsd) * UnitsPerUsd, MidpointRounding.ToEven) : null;
}
