namespace Flujo.Benchmarks.Ingest;

/// <summary>Measures how fast spans get into SQLite.</summary>
internal static class IngestCommand
{
    public static int Run(long spans)
    {
        string folder = Directory.CreateTempSubdirectory("flujo-ingest-").FullName;
        try
        {
            Workload[] all = [new("one run", spans, (int)spans, 1), new("runs of 10", spans, 10, 1), new("4", spans, 1000, 4), new("16", spans, 1000, 16)];
            foreach (Workload w in all.Concat(all))
            {
                Throughput t = DrainerAlone.Measure(w, folder);
                Console.WriteLine($"{w.Name,-12} {t.SpansPerSecond:N0} {t.SpansPerCoreSecond:N0} {t.CoresUsed:0.00} {t.BytesPerSpan:0.0}");
            }

            foreach (int threads in new[] { 1, 4, 16, 1, 4, 16 })
            {
                Throughput t = WritingThreads.IntoStore(new Workload($"live {threads}", spans, 1000, threads), folder);
                Console.WriteLine($"live {threads,-12} {t.SpansPerSecond:N0} {t.SpansPerCoreSecond:N0} {t.CoresUsed:0.00} {t.BytesPerSpan:0.0} lost {t.Lost}");
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
