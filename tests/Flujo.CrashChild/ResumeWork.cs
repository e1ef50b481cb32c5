namespace Flujo.CrashChild;

/// <summary>Goes on with a paused run when told, at the same time as others, and says which run it got.</summary>
internal static class ResumeWork
{
    public static int Run(string runId)
    {
        FlujoTrace.StartRun("opening").Dispose();
        FlujoTrace.Flush(TimeSpan.FromSeconds(20));
        Report.Say("ready");
        Console.In.ReadLine();
        using FlujoRun run = FlujoTrace.ResumeRun(runId);
        for (int i = 0; i < 50; i++)
        {
            FlujoTrace.StartStep($"step of {Environment.ProcessId}").Dispose();
        }

        run.Complete();
        Report.Say(run.RunId);
        return 0;
    }
}
