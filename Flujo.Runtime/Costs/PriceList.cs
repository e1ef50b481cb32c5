namespace Flujo.Costs;

/// <summary>One table of prices, ready to be asked. Immutable.</summary>
/// <param name="name">What stands beside a cost that this table gave.</param>
/// <param name="prices">Valid entries; a key may end in <c>*</c>.</param>
internal sealed class PriceList(string name, IReadOnlyDictionary<string, FlujoPrice> prices)
{
    private readonly KeyValuePair<string, FlujoPrice>[] _beginnings =
    [
        .. prices.Where(static entry => entry.Key.EndsWith('*'))
            .Select(static entry => KeyValuePair.Create(entry.Key[..^1], entry.Value))
            .OrderByDescending(static entry => entry.Key.Length),
    ];

    public string Name => name;

    public FlujoPrice? Find(string model)
    {
        if (prices.TryGetValue(model, out FlujoPrice? exact))
        {
            return exact;
        }

        foreach ((string beginning, FlujoPrice price) in _beginnings)
        {
            if (model.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            {
                return price;
            }
        }

        return null;
    }
}
