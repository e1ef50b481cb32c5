namespace Flujo.Benchmarks.Measuring;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Each contender is measured once per round; at least 1.</param>
/// <param name="Calls">Calls per contender and round; at most <see cref="MostCalls"/>.</param>
internal readonly record struct Effort(int Rounds, int Calls)
{
    /// <summary>What fits into the journal and into OpenTelemetry's queue without anybody waiting or dropping.</summary>
    public const int MostCalls = 100_000;
}
