using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Several programs that write to one store at once, while lens reads it.</summary>
public sealed class ManyProcessesTests
{
    private const int Processes = 8;
    private static readonly string[][] Questions = [["list", "--json"], ["show", "last", "--json"], ["stats", "--json"], ["trace", "last", "--json"], ["spans", "last", "--json"]];

    [Fact]
    public void ProcessesOnOneStore_LoseNothingAndDisturbNobody()
    {
        using var folder = new StoreFolder();
        int seconds = Rounds.Seconds(3);
        ChildProcess[] children = [.. Enumerable.Range(0, Processes)
            .Select(_ => ChildProcess.Start(folder.Store, ["burst", seconds.ToString(CultureInfo.InvariantCulture)]))];
        try
        {
            Array.ForEach(children, static child => child.ReadLine());
            Array.ForEach(children, static child => child.Go());
            string[] said = new string[Processes];
            Thread[] waiting = [.. Enumerable.Range(0, Processes).Select(i => new Thread(() => said[i] = children[i].ReadLine(TimeSpan.FromSeconds(seconds))))];
            Array.ForEach(waiting, static thread => thread.Start());
            ReadMeanwhile(folder, waiting);
            Array.ForEach(children, static child => Assert.Equal((0, ""), child.End()));

            long[][] numbers = [.. said.Select(Numbers)];
            using SqliteConnection store = folder.Connect();
            Assert.Equal(
                [$"{numbers.Sum(static each => each[0])}|{numbers.Sum(static each => each[1])}|0"],
                store.Rows("SELECT count(*), sum(total_steps), sum(dropped_records) FROM runs WHERE status = 'completed'"));
            Assert.Equal(Processes, store.Number("SELECT count(DISTINCT process_id) FROM runs"));
            Assert.Empty(folder.Journals);
            StoreAudit.NothingIsOpen(store);
            StoreAudit.IsConsistent(store);
        }
        finally
        {
            Array.ForEach(children, static child => child.Dispose());
        }
    }

    /// <summary>Asks lens one question after another, each in a process of its own, and sees the number of runs grow only.</summary>
    private static void ReadMeanwhile(StoreFolder folder, Thread[] until)
    {
        long last = 0;
        int asked = 0;
        while (until.Any(static thread => thread.IsAlive))
        {
            if (last == 0)
            {
                last = RunsIn(folder);
                until[0].Join(TimeSpan.FromMilliseconds(20));
                continue;
            }

            string[] question = Questions[asked++ % Questions.Length];
            using ChildProcess lens = ChildProcess.Start(folder.Store, ["lens", .. question], program: "Flujo.Lens.dll");
            (int exitCode, string stderr) = lens.End();
            Assert.Equal((0, ""), (exitCode, stderr));
            using JsonDocument answer = JsonDocument.Parse(lens.Rest());
            long runs = RunsIn(folder);
            Assert.True(runs >= last, $"{last} runs, and then {runs}");
            last = runs;
        }

        Assert.True(asked > 0, "lens was never asked");
    }

    private static long RunsIn(StoreFolder folder)
    {
        if (!File.Exists(folder.Store))
        {
            return 0;
        }

        using SqliteConnection store = folder.Connect();
        // Without a version, the first writer is about to lay out the schema.
        return store.Number("PRAGMA user_version") == 0 ? 0 : store.Number("SELECT count(*) FROM runs");
    }

    private static long[] Numbers(string line) => [.. line.Split(' ').Take(2).Select(static part => long.Parse(part, CultureInfo.InvariantCulture))];
}
