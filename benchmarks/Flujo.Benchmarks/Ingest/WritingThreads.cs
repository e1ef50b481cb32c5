using System.Diagnostics;
using Flujo.Benchmarks.Overhead;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Threads that do nothing but call traced steps, as fast as they can, until a number of spans is reached: far more than any program records.</summary>
internal static class WritingThreads
{
    /// <summary>Through Flujo into a store: the time ends when the last span is stored, so writers run at the drainer's pace.</summary>
    public static Throughput IntoStore(Workload workload, string folder)
    {
        string store = Path.Combine(folder, $"threads-{Guid.NewGuid():n}.db");
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        using (FlujoTrace.UseStore(store))
        {
            InParallel(workload.Writers, () => Record(workload.Spans / workload.Writers, workload.SpansPerRun));
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        long stored = StoreSize.Spans(store);
        return new Throughput(stored, time, processor, StoreSize.Of(store), RecordedBy(workload) - stored);
    }

    private static long RecordedBy(Workload workload) => workload.Spans / workload.Writers / workload.SpansPerRun * workload.SpansPerRun * workload.Writers;

    private static void Record(long spans, int spansPerRun)
    {
        for (long runs = spans / spansPerRun; runs > 0; runs--)
        {
            using FlujoRun run = FlujoTrace.StartRun("ingest");
            int value = 0;
            for (int span = 1; span < spansPerRun; span++)
                value = Steps.Ordinary(value);
            run.Complete();
        }
    }

    private static void InParallel(int threads, Action work)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => work()))];
        Array.ForEach(all, static thread => thread.Start());
        Array.ForEach(all, static thread => thread.Join());
    }
}
