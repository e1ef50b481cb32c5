using System.Diagnostics;
using Flujo.Benchmarks.Overhead;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Threads that do nothing but call steps, as fast as they can, until a number of spans is reached: far more than any program records.</summary>
internal static class WritingThreads
{
    private static int _sink;

    /// <summary>Through Flujo into a store: the time ends when the last span is stored, so writers run at the drainer's pace.</summary>
    public static Throughput IntoStore(Workload workload, string folder)
    {
        string store = Path.Combine(folder, $"threads-{Guid.NewGuid():n}.db");
        (TimeSpan time, TimeSpan processor) = Measure(workload, Record, () => FlujoTrace.UseStore(store));
        long stored = StoreSize.Spans(store);
        long bytes = StoreSize.Of(store);
        File.Delete(store);
        return new Throughput(stored, time, processor, bytes, SpansOf(workload) - stored);
    }

    /// <summary>Untraced.</summary>
    public static Throughput Plain(Workload workload)
    {
        (TimeSpan time, TimeSpan processor) = Measure(workload, static calls =>
        {
            int value = 0;
            for (int i = 0; i < calls; i++)
                value = PlainCalls.Ordinary(value);
            _sink = value;
        });
        return new Throughput(SpansOf(workload), time, processor, StoreBytes: 0, Lost: 0);
    }

    /// <summary>As activities of a source, whoever listens to it.</summary>
    public static Throughput Activities(Workload workload, ActivitySource source, Func<long> lost)
    {
        (TimeSpan time, TimeSpan processor) = Measure(workload, calls =>
        {
            using Activity? parent = source.StartActivity("run");
            int value = 0;
            for (int i = 1; i < calls; i++)
                value = ActivityCalls.Ordinary(source, value);
            _sink = value;
        });
        return new Throughput(SpansOf(workload), time, processor, StoreBytes: 0, lost());
    }

    /// <summary>As activities that the SDK hands to its exporter in batches, with its usual settings. What it drops was fast.</summary>
    public static Throughput OpenTelemetry(Workload workload, ActivitySource source)
    {
        var exporter = new CountingExporter();
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddProcessor(new BatchActivityExportProcessor(exporter)).Build();
        return Activities(workload, source, () =>
        {
            provider.ForceFlush();
            return SpansOf(workload) - exporter.Count;
        });
    }

    private static long SpansOf(Workload workload) => workload.Spans / workload.Writers / workload.SpansPerRun * workload.SpansPerRun * workload.Writers;

    private static (TimeSpan Time, TimeSpan Processor) Measure(Workload workload, Action<int> oneRun, Func<IDisposable>? around = null)
    {
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        using (around?.Invoke())
        {
            Thread[] all = [.. Enumerable.Range(0, workload.Writers).Select(_ => new Thread(() =>
            {
                for (long runs = workload.Spans / workload.Writers / workload.SpansPerRun; runs > 0; runs--)
                    oneRun(workload.SpansPerRun);
            }))];
            Array.ForEach(all, static thread => thread.Start());
            Array.ForEach(all, static thread => thread.Join());
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        return (time, Process.GetCurrentProcess().TotalProcessorTime - processor);
    }

    private static void Record(int spans)
    {
        using FlujoRun run = FlujoTrace.StartRun("ingest");
        int value = 0;
        for (int span = 1; span < spans; span++)
            value = Steps.Ordinary(value);
        run.Complete();
        _sink = value;
    }
}
