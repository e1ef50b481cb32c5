using System.Collections;

namespace Flujo;

/// <summary>
/// Prices by model, for <see cref="FlujoOptions.Prices"/>. A model that ends in <c>*</c> stands for all that begin so (<c>gpt-4o-*</c> for every dated version); an entry
/// of the very name comes first, then the longest beginning. Names are compared without regard to case. Not thread-safe; it is read when the options are fixed.
/// </summary>
public sealed class FlujoPriceTable : IEnumerable<KeyValuePair<string, FlujoPrice>>
{
    private readonly Dictionary<string, FlujoPrice> _prices = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands beside a cost that was computed by this table: a name or a date; default <c>program</c>.</summary>
    public string Name { get; set; } = "program";

    /// <summary>The price of a model; setting it again replaces it.</summary>
    /// <exception cref="KeyNotFoundException">The table has no such entry.</exception>
    public FlujoPrice this[string model]
    {
        get => _prices[model];
        set => _prices[model] = value;
    }

    /// <summary>Adds a model, in US dollars per million tokens. One that is there already is replaced.</summary>
    /// <param name="model">The model, or the beginning of its name and <c>*</c>.</param>
    /// <param name="input">Tokens that go in.</param>
    /// <param name="output">Tokens that come out.</param>
    /// <param name="cachedInput">The cached part of the input; null: as <paramref name="input"/>.</param>
    /// <param name="reasoning">The reasoning part of the output; null: as <paramref name="output"/>.</param>
    public void Add(string model, decimal input, decimal output, decimal? cachedInput = null, decimal? reasoning = null) =>
        _prices[model] = new FlujoPrice(input, output, cachedInput, reasoning);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, FlujoPrice>> GetEnumerator() => _prices.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
