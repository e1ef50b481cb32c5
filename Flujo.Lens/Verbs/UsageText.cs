using System.Text.Json;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>How usage by model is written, in every view alike: what is unknown is said to be, with the model's name.</summary>
internal static class UsageText
{
    /// <summary>"gpt-4o: 1200 tokens in (200 cached), 80 out, $0.0031 (table prices.json)". Not escaped.</summary>
    public static string Line(TraceUsage usage)
    {
        string cached = usage.CachedInputTokens == 0 ? "" : $" ({Words.Number(usage.CachedInputTokens)} cached)";
        string reasoning = usage.ReasoningTokens == 0 ? "" : $" ({Words.Number(usage.ReasoningTokens)} reasoning)";
        string tokens = $"{Words.Number(usage.InputTokens)} tokens in{cached}, {Words.Number(usage.OutputTokens)} out{reasoning}";
        return $"{usage.Model ?? "(no model)"}: {tokens}, cost {Cost(usage)}";
    }

    /// <summary>The models whose cost is unknown, as a remark behind a sum; empty when there is none.</summary>
    public static string Unknown(IEnumerable<TraceUsage> usage) =>
        Unknown([.. usage.Where(IsUnknown).Select(static each => each.Model).Distinct(StringComparer.Ordinal)]);

    /// <inheritdoc cref="Unknown(IEnumerable{TraceUsage})"/>
    public static string Unknown(IReadOnlyCollection<string?> models) =>
        models.Count == 0 ? "" : $"unknown for {string.Join(", ", models.Select(static each => each ?? "(no model)"))}";

    public static void WriteUsage(this Utf8JsonWriter json, IEnumerable<TraceUsage> usage)
    {
        json.WriteStartArray("usage");
        foreach (TraceUsage each in usage)
        {
            json.WriteStartObject();
            json.WriteString("model", each.Model);
            json.WriteNumber("input_tokens", each.InputTokens);
            json.WriteNumber("output_tokens", each.OutputTokens);
            json.WriteNumber("cached_input_tokens", each.CachedInputTokens);
            json.WriteNumber("reasoning_tokens", each.ReasoningTokens);
            json.WriteNumberOrNull("cost_usd", each.CostUsd);
            json.WriteString("cost_source", each.CostSource);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Cost(TraceUsage usage) =>
        usage.CostUsd is null ? "unknown" : usage.CostSource is { Length: > 0 } source ? $"{Words.Dollars(usage.CostUsd)} ({source})" : Words.Dollars(usage.CostUsd);

    private static bool IsUnknown(TraceUsage usage) => usage.CostUsd is null && (usage.InputTokens | usage.OutputTokens) != 0;
}
