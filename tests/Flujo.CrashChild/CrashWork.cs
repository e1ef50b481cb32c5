using Flujo.Draining;

namespace Flujo.CrashChild;

/// <summary>Writes runs and spans from several threads until it is killed, or dies in another way.</summary>
internal static class CrashWork
{
    /// <summary>Often enough that the journal never fills: what is dropped for want of room is another test's business.</summary>
    private const int RunsBetweenFlushes = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <param name="reports">Where the threads report.</param>
    /// <param name="seed">What their randomness begins with.</param>
    /// <param name="threads">How many they are.</param>
    /// <param name="recovers">Whether to wait until the journals of earlier processes are recovered.</param>
    /// <param name="dies">How to die when told; null to wait to be killed.</param>
    public static int Run(string reports, int seed, int threads, bool recovers, Action? dies = null)
    {
        var report = new Report(reports);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Write(report, new Random(seed + number), number)))];
        FlujoTrace.StartRun("opening").Dispose();
        Array.ForEach(all, static thread => thread.Start());
        FlujoTrace.Flush(Patience);
        while (recovers && JournalPaths.Of(Environment.GetEnvironmentVariable("FLUJO_STATE_URI")!).Count > 1)
        {
            FlujoTrace.Flush(Patience); // a cycle more, and a step of recovery with it
        }

        Report.Say("ready");
        if (dies is not null)
        {
            Console.In.ReadLine();
            dies();
        }

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
                FlujoTrace.Flush(Patience);
            }
        }
    }
}
