namespace Flujo.CrashChild;

/// <summary>Writes a number of spans and waits to be killed. The test holds the store, so that everything stays in the journal.</summary>
internal static class HoardWork
{
    public static int Run(string reports, int seed, int spans)
    {
        var report = new Report(reports);
        var random = new Random(seed);
        for (int number = 1, written = 0; written < spans; number++)
        {
            var script = new RunScript(report, random, $"0.{number}");
            script.Play();
            written += script.Spans;
        }

        using FlujoRun open = FlujoTrace.StartRun("left_open");
        report.Line($"run\t{open.RunId}");
        Report.Say("ready");
        Console.In.ReadLine();
        return 0;
    }
}
