namespace Flujo.CrashChild;

/// <summary>Fills a small journal whose store takes nothing, says how many records of its run, and how many runs, were dropped, and waits to be killed.</summary>
internal static class CrowdWork
{
    public static int Run(long maxJournalBytes)
    {
        FlujoTrace.Configure(options =>
        {
            options.MaxJournalBytes = maxJournalBytes;
            options.MaxBlock = TimeSpan.FromMilliseconds(20);
        });
        FlujoRun run = FlujoTrace.StartRun("crowded");
        int dropped = 0;
        for (int i = 0; i < 60_000; i++)
        {
            using FlujoSpan step = FlujoTrace.StartStep("step");
            dropped += step.IsRecording ? 0 : 1;
        }

        int runs = 0;
        for (int i = 0; i < 20_000; i++)
        {
            using FlujoRun other = FlujoTrace.StartRun("other");
            runs += FlujoTrace.Current.IsRecording ? 0 : 1;
        }

        Report.Say($"{dropped} {runs}");
        Console.In.ReadLine();
        return run.Status == FlujoStatus.Running ? 0 : 1;
    }
}
