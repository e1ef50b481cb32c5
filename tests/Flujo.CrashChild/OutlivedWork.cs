using Flujo;

namespace Flujo.CrashChild;

/// <summary>A run that has ended and is stored, with a span that goes on; when told to, more is recorded for it, and then the process waits to be killed.</summary>
internal static class OutlivedWork
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int Run()
    {
        FlujoRun run = FlujoTrace.StartRun("outlived");
        FlujoSpan late = FlujoTrace.StartStep("late");
        run.Complete();
        FlujoTrace.Flush(Patience);
        Report.Say("ready");
        Console.In.ReadLine();
        late.SetAttribute("after", "its run");
        late.Dispose();
        Report.Say("recorded");
        Console.In.ReadLine();
        return 0;
    }
}
