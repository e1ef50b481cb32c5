using System.Diagnostics;

namespace Flujo.CrashChild;

/// <summary>Writes for some seconds beside other processes, ends normally, and says how much it was.</summary>
internal static class BurstWork
{
    private const int StepsPerRun = 50;

    public static int Run(TimeSpan time)
    {
        Report.Say("ready");
        Console.In.ReadLine();
        int runs = 0;
        for (long began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time; runs++)
        {
            using FlujoRun run = FlujoTrace.StartRun("burst");
            for (int i = 0; i < StepsPerRun; i++)
            {
                using FlujoSpan step = FlujoTrace.StartStep(i % 2 == 0 ? "even" : "odd");
                step.AddUsage(1, 2, 0.000_001m);
            }

            run.Complete();
            if (runs % 20 == 19)
            {
                FlujoTrace.Flush(TimeSpan.FromSeconds(30)); // the store sets the pace
            }
        }

        bool flushed = FlujoTrace.Flush(TimeSpan.FromSeconds(30));
        Report.Say($"{runs} {runs * StepsPerRun} {flushed}");
        return 0;
    }
}
