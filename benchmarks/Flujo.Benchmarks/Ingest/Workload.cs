namespace Flujo.Benchmarks.Ingest;

/// <summary>What is recorded.</summary>
/// <param name="Name">Stands in the table.</param>
/// <param name="Spans">All spans, roots included.</param>
/// <param name="SpansPerRun">Spans of each run, its root included.</param>
/// <param name="Writers">How many threads write, each into its own chunks.</param>
internal sealed record Workload(string Name, long Spans, int SpansPerRun, int Writers);
