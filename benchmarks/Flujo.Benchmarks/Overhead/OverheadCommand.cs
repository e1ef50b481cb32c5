using System.Diagnostics;
using Flujo.Benchmarks.Measuring;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Flujo.Benchmarks.Overhead;

/// <summary>Measures everything in one process, with spans exported and with tracing off in two further ones, and prints the table.</summary>
internal static class OverheadCommand
{
    private const string Activity = "Activity, listener, 3 tags";
    private const string OpenTelemetry = "OpenTelemetry SDK, batch";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int Run(Effort effort)
    {
        string folder = Directory.CreateTempSubdirectory("flujo-benchmark-").FullName;
        FlujoTrace.Configure(options => options.Store = Path.Combine(folder, "flujo_ops.db"));
        if (!FlujoTrace.IsEnabled)
        {
            Console.Error.WriteLine("Tracing is off (FLUJO_DISABLE_TRACING): there is nothing to compare.");
            return 1;
        }

        try
        {
            IReadOnlyDictionary<Contender, Cost> on = MeasureAsync(effort).GetAwaiter().GetResult();
            FlujoTrace.Shutdown(Patience);
            IReadOnlyDictionary<(Shape Shape, string Name), Cost> exporting = SecondProcess.StartExporting(effort, folder, out long received);
            Report.Print(on, exporting, received, SecondProcess.StartOff(effort), effort, Console.Out);
            FormsProcess.Start(effort);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyDictionary<Contender, Cost>> MeasureAsync(Effort effort)
    {
        using var activities = new ActivitySource("Flujo.Benchmarks.Activities");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == activities,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);

        using var spans = new ActivitySource("Flujo.Benchmarks.OpenTelemetry");
        // The queue holds a whole round: at its usual size the SDK would drop most spans, which costs less than to keep them.
        using var processor = new BatchActivityExportProcessor(new NullExporter(), maxQueueSize: 2 * Effort.MostCalls);
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder().AddSource(spans.Name).AddProcessor(processor).Build();

        using FlujoRun run = FlujoTrace.StartRun("overhead");
        IReadOnlyDictionary<Contender, Cost> costs = await Measurement.RunAsync(
            [.. Contenders.OfFlujo(), .. Contenders.OfActivities(Activity, activities), .. Contenders.OfActivities(OpenTelemetry, spans)],
            effort,
            () =>
            {
                FlujoTrace.Flush(Patience);
                provider.ForceFlush();
            });
        run.Complete();
        return costs;
    }
}
