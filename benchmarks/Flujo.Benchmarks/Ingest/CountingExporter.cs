using System.Diagnostics;
using OpenTelemetry;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Counts what reaches it: what the SDK's queue had no room for does not.</summary>
internal sealed class CountingExporter : BaseExporter<Activity>
{
    public long Count { get; private set; }

    public override ExportResult Export(in Batch<Activity> batch)
    {
        Count += batch.Count;
        return ExportResult.Success;
    }
}
