namespace Flujo.CrashChild;

/// <summary>One long run; says how much memory it holds early on and at the end.</summary>
internal static class LongWork
{
    public static int Run(int spans)
    {
        using FlujoRun run = FlujoTrace.StartRun("long");
        for (int i = 1; i <= spans; i++)
        {
            using (FlujoTrace.StartStep("short_step"))
            {
            }

            if (i == spans / 10 || i == spans)
            {
                FlujoTrace.Flush(TimeSpan.FromSeconds(60));
                Report.Say($"{GC.GetTotalMemory(forceFullCollection: true)}");
            }
        }

        run.Complete();
        return 0;
    }
}
