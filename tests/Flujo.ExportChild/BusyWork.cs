using System.Diagnostics;

namespace Flujo.ExportChild;

/// <summary>Records spans as fast as it can, and says how long the calls took in milliseconds: what a slow receiver must not change.</summary>
internal static class BusyWork
{
    public static int Run(int spans)
    {
        using FlujoRun run = FlujoTrace.StartRun("busy");
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < spans; i++)
        {
            FlujoTrace.StartStep("count_rows").Dispose();
        }

        Console.WriteLine(Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
        run.Complete();
        return 0;
    }
}
