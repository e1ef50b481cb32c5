namespace Flujo.Benchmarks.Ingest;

/// <summary>How fast spans went, and what they cost.</summary>
/// <param name="Spans">How many.</param>
/// <param name="Time">From the first to the last one stored (or handed over, where nothing is stored).</param>
/// <param name="Processor">Processor time of all threads in that time.</param>
/// <param name="StoreBytes">The size of the store with everything in it, 0 where there is none.</param>
/// <param name="Lost">Spans that were dropped.</param>
internal readonly record struct Throughput(long Spans, TimeSpan Time, TimeSpan Processor, long StoreBytes, long Lost)
{
    public double SpansPerSecond => Spans / Time.TotalSeconds;

    /// <summary>Spans per second of one core: what the machine's other work does not change.</summary>
    public double SpansPerCoreSecond => Spans / Processor.TotalSeconds;

    public double CoresUsed => Processor / Time;

    public double BytesPerSpan => (double)StoreBytes / Spans;
}
