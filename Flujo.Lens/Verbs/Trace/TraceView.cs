namespace Flujo.Lens.Verbs.Trace;

/// <summary>What <c>trace</c> reads. The root is null when nothing of the run but its start is stored yet.</summary>
internal sealed record TraceView(string RunId, TraceSpan? Root);
