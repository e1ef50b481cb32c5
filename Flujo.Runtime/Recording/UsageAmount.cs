using Flujo.Costs;
using Flujo.Diagnostics;
using Flujo.Privacy;

namespace Flujo.Recording;

/// <summary>Tokens, and a cost in units of 1e-12 USD or null where it is unknown. What is within bounds and checked, see <see cref="Of"/>.</summary>
/// <param name="InputTokens">All that went in.</param>
/// <param name="OutputTokens">All that came out.</param>
/// <param name="Cost">Null where it is unknown.</param>
/// <param name="CachedInputTokens">A part of the input.</param>
/// <param name="ReasoningTokens">A part of the output.</param>
/// <param name="Model">The model, sanitised, or null.</param>
/// <param name="CostSource">See <see cref="Costs.CostSource"/>; null where the cost is unknown.</param>
internal readonly record struct UsageAmount(
    long InputTokens,
    long OutputTokens,
    long? Cost,
    long CachedInputTokens = 0,
    long ReasoningTokens = 0,
    string? Model = null,
    string? CostSource = null)
{
    private const decimal UnitsPerUsd = 1_000_000_000_000m;
    private const decimal MaxUsd = 1_000_000m;
    private const long MaxTokens = 10_000_000_000;
    private const int LongestModel = 200;

    /// <summary>
    /// What a caller reports, made fit to be added up: negative counts are 0, a part is not larger than its whole, both with a note. A cost that is not given is
    /// computed from the price tables, where they know the model.
    /// </summary>
    public static UsageAmount Of(long input, long output, decimal? costUsd, string? model, long cachedInput, long reasoning)
    {
        if (input < 0 || output < 0 || cachedInput < 0 || reasoning < 0)
        {
            Notes.Write("usage_negative", $"a usage of {input} tokens in, {output} out, {cachedInput} cached, {reasoning} reasoning: negative counts are recorded as 0");
        }

        if (Math.Max(Math.Max(input, output), Math.Max(cachedInput, reasoning)) > MaxTokens || Math.Abs(costUsd ?? 0) > MaxUsd)
        {
            Notes.Write("usage_out_of_range", FormattableString.Invariant(
                $"a usage of {input} tokens in, {output} out, {costUsd} US dollars: more than {MaxTokens} tokens or {MaxUsd} dollars at once are recorded as that"));
        }

        input = ToTokens(input);
        output = ToTokens(output);
        cachedInput = ToTokens(cachedInput);
        reasoning = ToTokens(reasoning);
        if (cachedInput > input || reasoning > output)
        {
            Notes.Write("usage_inconsistent",
                $"a usage of {input} tokens in, {cachedInput} of them cached, and {output} out, {reasoning} of them reasoning: these are parts, and a part is recorded as at most the whole");
            cachedInput = Math.Min(cachedInput, input);
            reasoning = Math.Min(reasoning, output);
        }

        // No price table names a model at greater length.
        model = model is { Length: > LongestModel } ? model[..LongestModel] : model;
        string? source = costUsd is null ? null : Costs.CostSource.Given;
        if (costUsd is null && model is not null && (input | output) != 0 && Pricing.Current.Of(model, input, output, cachedInput, reasoning) is { } computed)
        {
            (costUsd, source) = (computed.Usd, computed.Source);
        }

        string? shown = string.IsNullOrWhiteSpace(model) ? null : PrivacySettings.Current.Sanitizer.Sanitize(model, LongestModel);
        return new UsageAmount(input, output, ToUnits(costUsd), cachedInput, reasoning, shown, source);
    }

    /// <summary>The cost in dollars.</summary>
    public decimal? CostUsd => Cost / UnitsPerUsd;

    /// <summary>Within bounds: one absurd number must not make the sums of a whole store overflow.</summary>
    public static long ToTokens(long tokens) => Math.Clamp(tokens, 0, MaxTokens);

    /// <summary>The sum of two sums, which never overflows.</summary>
    public static long Sum(long one, long other)
    {
        Int128 sum = (Int128)one + other;
        return sum > long.MaxValue ? long.MaxValue : sum < long.MinValue ? long.MinValue : (long)sum;
    }

    /// <summary>Rounds half to even, as the store's unit demands; amounts beyond a million dollars are cut to that.</summary>
    public static long? ToUnits(decimal? usd) =>
        usd is { } amount ? (long)Math.Round(Math.Clamp(amount, -MaxUsd, MaxUsd) * UnitsPerUsd, MidpointRounding.ToEven) : null;

    /// <summary>Units as US dollars; exact.</summary>
    public static decimal ToUsd(long units) => units / UnitsPerUsd;
}
