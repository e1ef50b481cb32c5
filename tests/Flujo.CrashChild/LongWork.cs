using Flujo.Draining;

namespace Flujo.CrashChild;

/// <summary>One long run; says early on and at the end how much memory it holds, and how large its journal is.</summary>
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
                FlujoTrace.Flush(TimeSpan.FromSeconds(60));
                Report.Say($"{GC.GetTotalMemory(forceFullCollection: true)} {OwnPages()} {new FileInfo(JournalPaths.Of(store).Single()).Length}");
            }
        }

        run.Complete();
        return 0;
    }

    /// <summary>Resident memory that is no file, in bytes: native memory too. 0 where the system does not say.</summary>
    private static long OwnPages()
    {
        const string Status = "/proc/self/status";
        string? line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static line => line.StartsWith("RssAnon:", StringComparison.Ordinal)) : null;
        return line is null ? 0 : long.Parse(line.Split(':', ' ', '\t').First(static part => part.Length > 0 && char.IsAsciiDigit(part[0]))) * 1024;
    }
}
