namespace Flujo.Lens.Verbs.Prune;

/// <summary>What <c>prune</c> did, or would do. Bytes are those of the store's content.</summary>
/// <param name="Runs">How many runs went, or would go.</param>
/// <param name="Spans">How many spans went; null where nothing went yet.</param>
/// <param name="KeptRuns">How many are left.</param>
/// <param name="SizeBefore">Before.</param>
/// <param name="SizeAfter">After; null where nothing went yet.</param>
/// <param name="IsEstimate">Whether <paramref name="Runs"/> is an estimate: how large each run is shows when it goes.</param>
internal sealed record PruneReport(long Runs, long? Spans, long KeptRuns, long SizeBefore, long? SizeAfter, bool IsEstimate);
