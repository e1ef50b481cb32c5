namespace Flujo.Lens.Verbs.Stats;

/// <summary>What <c>lens stats</c> was asked.</summary>
internal sealed record StatsOptions(LensSettings Settings, string? Pipeline, int Hours);
