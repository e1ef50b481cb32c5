namespace Flujo.ExportChild;

/// <summary>Records a run with finished steps and one that stays open, says so, and waits to be killed.</summary>
internal static class HoldWork
{
    public static int Run()
    {
        using FlujoRun run = FlujoTrace.StartRun("nightly");
        for (int i = 0; i < 5; i++)
        {
            FlujoTrace.StartStep("load_rows").Dispose();
        }

        using FlujoSpan open = FlujoTrace.StartStep("write_rows");
        Console.WriteLine(run.RunId);
        Console.ReadLine();
        return 0;
    }
}
