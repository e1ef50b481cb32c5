using Flujo.Privacy;

namespace Flujo.Costs;

/// <summary>The price tables of the process: the program's own first, then the file's. Replaced once, when the options are fixed. Thread-safe.</summary>
internal sealed class Pricing(IReadOnlyList<PriceList> tables)
{
    private const decimal TokensPerPrice = 1_000_000m;
    private static volatile Pricing s_current = new([]);

    public static Pricing Current => s_current;

    /// <summary>Reads the tables that the options name. What is wrong with them gives a note.</summary>
    public static void Apply(FlujoOptions options) => s_current = From(options);

    public static Pricing From(FlujoOptions options)
    {
        var tables = new List<PriceList>();
        if (PriceCheck.Valid(options.Prices) is { } own)
        {
            tables.Add(own);
        }

        if (options.PriceFile is { Length: > 0 } path && PriceFile.Read(path) is { } file)
        {
            tables.Add(file);
        }

        return new Pricing(tables);
    }

    /// <summary>What tokens cost, and by which table. Null where the model is in no table, or its price for tokens that were used is unknown.</summary>
    public (decimal Usd, string Source)? Of(string model, long input, long output, long cachedInput, long reasoning)
    {
        foreach (PriceList table in tables)
        {
            if (table.Find(model) is { } price)
            {
                return Sum(price, input, output, cachedInput, reasoning) is { } usd ? (usd, CostSource.Of(table.Name)) : null;
            }
        }

        return null;
    }

    /// <summary>Cached and reasoning tokens are parts: what is left of input and output has the ordinary price.</summary>
    private static decimal? Sum(FlujoPrice price, long input, long output, long cachedInput, long reasoning)
    {
        decimal? sum = Part(input - cachedInput, price.Input) + Part(cachedInput, price.CachedInput ?? price.Input)
            + Part(output - reasoning, price.Output) + Part(reasoning, price.Reasoning ?? price.Output);
        return sum / TokensPerPrice;
    }

    private static decimal? Part(long tokens, decimal? price) => tokens == 0 ? 0 : tokens * price;
}
