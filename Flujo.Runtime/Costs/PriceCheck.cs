using Flujo.Diagnostics;
using Flujo.Privacy;

namespace Flujo.Costs;

/// <summary>Keeps nonsense out of the price tables: an entry that makes no sense is left out with a note, the others stay.</summary>
internal static class PriceCheck
{
    /// <summary>The highest price that is believed, in US dollars per million tokens: a hundred times what anybody asks.</summary>
    public const decimal Highest = 1_000_000m;

    public const string Cause = "price_invalid";

    /// <summary>The program's own table without what makes no sense; null when nothing is left.</summary>
    public static PriceList? Valid(FlujoPriceTable table)
    {
        var prices = new Dictionary<string, FlujoPrice>(StringComparer.OrdinalIgnoreCase);
        foreach ((string model, FlujoPrice price) in table)
        {
            if (Problem(model, price) is { } problem)
            {
                Notes.Write(Cause, $"FlujoOptions.Prices, model {Shown(model)}: {problem}. The entry is left out; costs of this model are unknown");
            }
            else
            {
                prices[model] = price;
            }
        }

        return prices.Count == 0 ? null : new PriceList(NameOf(table.Name, "program"), prices);
    }

    /// <summary>What is wrong with an entry, or null.</summary>
    public static string? Problem(string model, FlujoPrice? price)
    {
        if (string.IsNullOrWhiteSpace(model))
        {
            return "the model has no name";
        }

        if (price is null)
        {
            return "there is no price";
        }

        return Problem("input", price.Input) ?? Problem("output", price.Output) ?? Problem("cached_input", price.CachedInput)
            ?? Problem("reasoning", price.Reasoning);
    }

    /// <summary>A table's name as it may be stored.</summary>
    public static string NameOf(string? name, string fallback) =>
        string.IsNullOrWhiteSpace(name) ? fallback : PrivacySettings.Current.Sanitizer.Sanitize(name.Trim(), 200);

    /// <summary>A name from outside as a message may show it.</summary>
    public static string Shown(string name) => $"'{PrivacySettings.Current.Sanitizer.Sanitize(name, 200)}'";

    private static string? Problem(string field, decimal? price) => price switch
    {
        < 0 => FormattableString.Invariant($"{field} is {price}, and prices are not negative"),
        > Highest => FormattableString.Invariant($"{field} is {price}, which is more than {Highest} US dollars per million tokens"),
        _ => null,
    };
}
