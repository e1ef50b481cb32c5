namespace Flujo.CrashChild;

/// <summary>Writes runs and spans from several threads until it is killed.</summary>
internal static class CrashWork
{
    /// <summary>Often enough that the journal never fills: what is dropped for want of room is another test's business.</summary>
    private const int RunsBetweenFlushes = 40;

    public static int Run(string reports, int seed, int threads)
    {
        var report = new Report(reports);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Write(report, new Random(seed + number), number)))];
        FlujoTrace.StartRun("opening").Dispose();
        Array.ForEach(all, static thread => thread.Start());
        FlujoTrace.Flush(TimeSpan.FromSeconds(20)); // recovery of an earlier process's journal is over, too
        Report.Say("ready");
        Array.ForEach(all, static thread => thread.Join());
        return 0;
    }

    private static void Write(Report report, Random random, int thread)
    {
        for (int number = 1; ; number++)
        {
            new RunScript(report, random, $"{thread}.{number}").Play();
            if (number % RunsBetweenFlushes == 0)
            {
                FlujoTrace.Flush(TimeSpan.FromSeconds(20));
            }
        }
    }
}
