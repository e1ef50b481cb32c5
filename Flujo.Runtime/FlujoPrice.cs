namespace Flujo;

/// <summary>What the tokens of a model cost, in US dollars per million. Immutable.</summary>
/// <param name="Input">Tokens that go in; null when that is unknown.</param>
/// <param name="Output">Tokens that come out; null when that is unknown.</param>
/// <param name="CachedInput">The part of the input that the provider had in its cache; null: as <paramref name="Input"/>.</param>
/// <param name="Reasoning">The part of the output that nobody sees; null: as <paramref name="Output"/>.</param>
public sealed record FlujoPrice(decimal? Input, decimal? Output, decimal? CachedInput = null, decimal? Reasoning = null);
