using Flujo.Draining;

namespace Flujo.CrashChild;

/// <summary>One long run, or many short ones; says early on and at the end how much memory the process holds, and how large its journal is.</summary>
internal static class LongWork
{
    public static int Run(int spans)
    {
        string store = Environment.GetEnvironmentVariable("FLUJO_STATE_URI")!;
        using FlujoRun run = FlujoTrace.StartRun("long");
        for (int i = 1; i <= spans; i++)
        {
            using (FlujoTrace.StartStep("short_step"))
            {
            }

            if (i == spans / 10 || i == spans)
            {
                SayMemory(store);
            }
        }

        run.Complete();
        return 0;
    }

    /// <summary>Many short runs, each of a name of its own, on threads that soon die, beside some that live on and record no more.</summary>
    public static int RunMany(int runs)
    {
        const int RunsPerThread = 50;
        const int Idle = 40;
        string store = Environment.GetEnvironmentVariable("FLUJO_STATE_URI")!;
        using var over = new ManualResetEventSlim(false);
        var recorded = new CountdownEvent(1);
        for (int first = 0; first < runs; first += RunsPerThread)
        {
            int begin = first;
            bool staysIdle = begin / RunsPerThread < Idle;
            recorded.Reset(1);
            var thread = new Thread(() =>
            {
                for (int i = begin; i < Math.Min(begin + RunsPerThread, runs); i++)
                {
                    using FlujoRun run = FlujoTrace.StartRun($"run of {i}");
                    using FlujoSpan step = FlujoTrace.StartStep($"step of {i}");
                    step.SetAttribute($"key of {i % 1000}", i);
                }

                recorded.Signal();
                if (staysIdle)
                {
                    over.Wait();
                }
            });
            thread.IsBackground = true;
            thread.Start();
            recorded.Wait();
            int done = Math.Min(begin + RunsPerThread, runs);
            if (done % 1_000 == 0)
            {
                FlujoTrace.Flush(TimeSpan.FromSeconds(60)); // the store sets the pace: what grows then is no backlog
            }

            if ((begin < runs / 10 && done >= runs / 10) || done == runs)
            {
                SayMemory(store);
            }
        }

        over.Set();
        return 0;
    }

    private static void SayMemory(string store)
    {
        FlujoTrace.Flush(TimeSpan.FromSeconds(60));
        Report.Say($"{GC.GetTotalMemory(forceFullCollection: true)} {OwnPages()} {new FileInfo(JournalPaths.Of(store).Single()).Length}");
    }

    /// <summary>Resident memory that is no file, in bytes: native memory too. 0 where the system does not say.</summary>
    private static long OwnPages()
    {
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line.Split(':', ' ', '\t').First(static part => part.Length > 0 && char.IsAsciiDigit(part[0]))) * 1024;
    }
}
