using System.Diagnostics;
using Flujo.Benchmarks.Measuring;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Measures how fast spans get into SQLite, beside what others do with theirs, and prints the tables.</summary>
internal static class IngestCommand
{
    private const int Rounds = 3;

    public static int Run(int spans)
    {
        string folder = Directory.CreateTempSubdirectory("flujo-ingest-").FullName;
        FlujoTrace.Configure(options => options.Store = Path.Combine(folder, "unused.db"));
        if (!FlujoTrace.IsEnabled)
        {
            Console.Error.WriteLine("Tracing is off (FLUJO_DISABLE_TRACING): there is nothing to store.");
            return 1;
        }

        try
        {
            Console.WriteLine("How fast spans get into SQLite");
            Console.WriteLine(Machine.Describe());
            if (Machine.Complaint() is { } complaint)
                Console.WriteLine(complaint);
            Console.WriteLine($"{spans:N0} spans each, the median of {Rounds} after one for warming up. 'per core' is spans per second of processor time, all threads together.");
            PrintDrainerAlone(spans, folder);
            foreach (int threads in (ReadOnlySpan<int>)[1, 4, 16])
                PrintThreads(spans, threads, folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void PrintDrainerAlone(int spans, string folder)
    {
        IngestTable.Head("The drainer alone, from a journal that is full before it starts");
        Workload[] workloads =
        [
            new("one long run", spans, spans, Writers: 1),
            new("runs of 1,000 spans", spans, 1_000, Writers: 1),
            new("the same, 4 writers' chunks", spans, 1_000, Writers: 4),
            new("the same, 16 writers' chunks", spans, 1_000, Writers: 16),
            new("runs of 10 spans", spans, 10, Writers: 1),
        ];
        foreach (Workload workload in workloads)
            IngestTable.Row(workload.Name, MedianOf(() => DrainerAlone.Measure(workload, folder)));
    }

    private static void PrintThreads(int spans, int threads, string folder)
    {
        IngestTable.Head($"{threads} {(threads == 1 ? "thread calls" : "threads call")} a step without a pause, in runs of 1,000 spans");
        var workload = new Workload("", spans, 1_000, threads);
        using var source = new ActivitySource("Flujo.Benchmarks.Ingest");
        IngestTable.Row("plain call", MedianOf(() => WritingThreads.Plain(workload)));
        using (Listening.To(source))
            IngestTable.Row("Activity, listener, 3 tags", MedianOf(() => WritingThreads.Activities(workload, source, static () => 0)));
        IngestTable.Row("OpenTelemetry SDK, batch, null", MedianOf(() => WritingThreads.OpenTelemetry(workload, source)));
        IngestTable.Row("Flujo, into SQLite", MedianOf(() => WritingThreads.IntoStore(workload, folder)));
    }

    private static Throughput MedianOf(Func<Throughput> measure)
    {
        measure();
        return Enumerable.Range(0, Rounds).Select(_ => measure()).OrderBy(static one => one.Time / one.Spans).ElementAt(Rounds / 2);
    }
}
