using System.Diagnostics;
using System.Globalization;
using Flujo.Benchmarks.Measuring;
using Flujo.Storage;

namespace Flujo.Benchmarks.Lens;

/// <summary>
/// Times the installed tool from outside, verb by verb, on a small store and on a large one, in turns, and compares with the bars: what lens reads must not grow with
/// the number of runs in the file.
/// </summary>
internal static class LensCommand
{
    private const double GrowthBar = 1.5;
    private const double SearchBarMs = 150;
    private const double StatsBarMs = 500;
    private const double StartBar = 2;
    private const int SmallRuns = 1000;

    /// <summary>An older store has too little in the last 24 hours.</summary>
    private static readonly TimeSpan OldestKept = TimeSpan.FromHours(6);

    /// <param name="runs">Of the large store; it has ten times as many spans.</param>
    /// <param name="rounds">Per verb and store; the median counts.</param>
    /// <param name="keep">A folder in which stores are kept and found again; null for a temporary one.</param>
    public static int Run(int runs, int rounds, string? keep)
    {
        string folder = keep is null ? Directory.CreateTempSubdirectory("flujo-benchmark-").FullName : Directory.CreateDirectory(keep).FullName;
        string workshop = Directory.CreateTempSubdirectory("flujo-benchmark-tool-").FullName;
        try
        {
            string small = StoreOf(folder, SmallRuns);
            string large = StoreOf(folder, runs);
            InstalledTool tool = InstalledTool.Make(workshop);
            Console.WriteLine(Machine.Describe());
            Console.WriteLine($"{SmallRuns:N0} runs in {SizeOf(small)}, {runs:N0} runs ({(long)runs * StoreBuilder.SpansPerRun:N0} spans) in {SizeOf(large)}; median of {rounds}, ms\n");
            bool good = Measure(tool, small, large, rounds);
            if (Machine.Complaint() is { } complaint)
            {
                Console.WriteLine("\n" + complaint);
            }

            return good ? 0 : 1;
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
            if (keep is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static bool Measure(InstalledTool tool, string small, string large, int rounds)
    {
        double[] starts = Median(rounds,
        [
            () => Time(tool.Empty, []),
            () => Time(tool.Lens, ["--version"]),
            () => Time(tool.Lens, ["lens", "--help"]),
            () => Time(tool.Lens, ["lens", "list", "--db", small]),
        ]);
        double empty = starts[0];
        Console.WriteLine($"{"an empty console program",-34}{empty,8:F1}");
        bool good = Start("--version, to the first byte", starts[1], empty);
        good &= Start("lens --help, to the first byte", starts[2], empty);
        good &= Start("list, to the first byte", starts[3], empty);
        string smallId = AnId(small);
        string largeId = AnId(large);
        foreach (Verb verb in Verbs())
        {
            double[] times = Median(rounds,
            [
                () => Time(tool.Lens, ["lens", .. verb.Arguments(smallId), "--db", small]),
                () => Time(tool.Lens, ["lens", .. verb.Arguments(largeId), "--db", large]),
            ]);
            Console.Write($"{verb.Name,-34}{times[0],8:F1}{times[1],9:F1}");
            good &= verb.Bar switch
            {
                Bar.Search => Judge(times[1] - times[0], "ms more", SearchBarMs),
                Bar.Stats => Judge(times[1], "ms", StatsBarMs),
                _ => Judge(times[1] / times[0], "x", GrowthBar),
            };
        }

        return good;
    }

    private static IEnumerable<Verb> Verbs()
    {
        yield return new Verb("list", static _ => ["list"]);
        yield return new Verb("list --status failed", static _ => ["list", "--status", "failed"]);
        yield return new Verb("list --pipeline", static _ => ["list", "--pipeline", "pipeline_3"]);
        yield return new Verb("get, by prefix", static id => ["get", id[..12]]);
        yield return new Verb("show", static id => ["show", id]);
        yield return new Verb("show last", static _ => ["show", "last"]);
        yield return new Verb("trace", static id => ["trace", id]);
        yield return new Verb("spans", static id => ["spans", id]);
        yield return new Verb("export", static id => ["export", id]);
        yield return new Verb("stats", static _ => ["stats"]);
        yield return new Verb("stats --hours 720", static _ => ["stats", "--hours", "720"], Bar.Stats);
        yield return new Verb("stats --hours 1000000 (all)", static _ => ["stats", "--hours", "1000000"], Bar.Stats);
        yield return new Verb("audit ID", static id => ["audit", id]);
        yield return new Verb("get, by an inner substring", static id => ["get", id[9..25]], Bar.Search);
        yield return new Verb("trace, unknown id", static _ => ["trace", "no-such-run"], Bar.Search);
        yield return new Verb("status", static _ => ["status"], Bar.Search);
    }

    private static bool Start(string name, double time, double empty)
    {
        Console.Write($"{name,-34}{time,8:F1}{"",9}");
        return Judge(time / empty, "x empty", StartBar);
    }

    private static bool Judge(double value, string unit, double bar)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value,9:F2} {unit} (at most {bar}){(value <= bar ? "" : "  MISSED")}"));
        return value <= bar;
    }

    private static string StoreOf(string folder, int runs)
    {
        string path = Path.Combine(folder, $"{runs}.db");
        if (File.Exists(path) && DateTime.UtcNow - File.GetCreationTimeUtc(path) < OldestKept)
        {
            long migrated = Stopwatch.GetTimestamp();
            StoreFile.Open(path).Dispose(); // as a program would that is newer than the store
            Console.WriteLine($"{path} is here already, made ready in {Stopwatch.GetElapsedTime(migrated).TotalSeconds:F1} s");
            return path;
        }

        string making = path + ".making";
        File.Delete(making);
        long started = Stopwatch.GetTimestamp();
        StoreBuilder.Build(making, runs, done => Tell($"\r{done:N0} of {runs:N0} runs, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s"));
        Tell("\n");
        using (SqliteDatabase database = SqliteDatabase.Open(making, create: false, 1000))
        {
            database.Execute("PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL"); // everything into the one file that is renamed
        }

        File.Move(making, path, overwrite: true);
        return path;
    }

    private static void Tell(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(text);
        }
    }

    private static string AnId(string store)
    {
        using SqliteDatabase database = SqliteDatabase.OpenReadOnly(store, 1000);
        long runs = database.Number("SELECT count(*) FROM run_rows") ?? 0;
        SqliteStatement select = database.Statement("SELECT run_id FROM run_rows WHERE run_no = ?1").Bind(1, runs * 2 / 3);
        select.Step();
        string id = select.Text(0);
        select.Reset();
        return id;
    }

    private static string SizeOf(string path) => $"{new FileInfo(path).Length / 1e6:N0} MB";

    /// <summary>The contenders take turns, so that what disturbs the machine disturbs all of them; the first turn warms up.</summary>
    private static double[] Median(int rounds, Func<double>[] contenders)
    {
        double[][] times = [.. contenders.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                double time = contenders[i]();
                if (round >= 0)
                {
                    times[i][round] = time;
                }
            }
        }

        foreach (double[] each in times)
        {
            Array.Sort(each);
        }

        return [.. times.Select(each => each[rounds / 2])];
    }

    /// <summary>From the start of the process to its first byte, on stdout or, where it has no answer, on stderr.</summary>
    private static double Time(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        int first = process.StandardOutput.BaseStream.ReadByte();
        if (first < 0)
        {
            process.StandardError.BaseStream.ReadByte();
        }

        double time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.StandardError.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        return time;
    }

    /// <param name="Name">In the table.</param>
    /// <param name="Arguments">The command line, given the id of a run.</param>
    /// <param name="Bar">What it is held to.</param>
    private sealed record Verb(string Name, Func<string, string[]> Arguments, Bar Bar = Bar.Growth);

    private enum Bar
    {
        /// <summary>At most so many times the small store's time.</summary>
        Growth,

        /// <summary>It has to look at every id, and may take a fixed time more.</summary>
        Search,

        /// <summary>The window holds everything, so there is more to add up; the answer must come at once all the same.</summary>
        Stats,
    }
}
