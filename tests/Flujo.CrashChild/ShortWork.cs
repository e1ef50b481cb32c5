namespace Flujo.CrashChild;

/// <summary>A small program whose store may be in trouble: it must not notice.</summary>
internal static class ShortWork
{
    public static int Run(TimeSpan patience)
    {
        using (FlujoRun run = FlujoTrace.StartRun("short"))
        {
            for (int i = 0; i < 3; i++)
            {
                using FlujoSpan step = FlujoTrace.StartStep("step_of_short");
                step.SetAttribute("i", i);
            }

            run.Complete("output");
        }

        Report.Say($"flushed {FlujoTrace.Flush(patience)}");
        Report.Say("went on");
        return 0;
    }
}
