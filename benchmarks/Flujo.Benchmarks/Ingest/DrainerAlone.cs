using System.Diagnostics;
using Flujo.Draining;
using Flujo.Journal;
using Flujo.Storage;

namespace Flujo.Benchmarks.Ingest;

/// <summary>The drainer with nobody beside it: the journal is full before it starts, and one thread works.</summary>
internal static class DrainerAlone
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Throughput Measure(Workload workload, string folder)
    {
        string store = Path.Combine(folder, $"alone-{Guid.NewGuid():n}.db");
        LiveJournal journal = LiveJournal.Create(
            id => JournalPaths.For(store, id), PreparedJournal.SizeFor(workload), TimeSpan.FromSeconds(1), wakeDrainer: static () => { });
        PreparedJournal.Fill(journal, workload);
        var drainer = new Drainer(journal, StoreLocation.Parse(store), "benchmark");
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long begin = Stopwatch.GetTimestamp();
        drainer.Start();
        bool stored = drainer.Flush(Patience);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        if (!stored || !drainer.Stop(Patience))
            throw new InvalidOperationException("The store did not take the records.");
        long bytes = StoreSize.Of(store);
        File.Delete(store);
        return new Throughput(workload.Spans, time, processor, bytes, Lost: 0);
    }
}
