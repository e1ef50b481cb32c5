using System.Diagnostics;
using OpenTelemetry;

namespace Flujo.Benchmarks.Overhead;

/// <summary>Takes every batch and does nothing with it: what is left is the cost of recording.</summary>
internal sealed class NullExporter : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch) => ExportResult.Success;
}
