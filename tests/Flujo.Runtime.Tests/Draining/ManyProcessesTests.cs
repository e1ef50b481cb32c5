using System.Globalization;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Several programs that write to one store at once.</summary>
public sealed class ManyProcessesTests
{
    private const int Processes = 4;

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
            long[][] said = new long[Processes][];
            Thread[] waiting = [.. Enumerable.Range(0, Processes).Select(i => new Thread(() => said[i] = Numbers(children[i].ReadLine())))];
            Array.ForEach(waiting, static thread => thread.Start());
            ReadMeanwhile(folder, waiting);
            Array.ForEach(children, static child => Assert.Equal((0, ""), child.End()));

            using SqliteConnection store = folder.Connect();
            Assert.Equal(
                [$"{said.Sum(static numbers => numbers[0])}|{said.Sum(static numbers => numbers[1])}|0"],
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

    /// <summary>Queries as a reader does, and sees the number of runs grow only.</summary>
    private static void ReadMeanwhile(StoreFolder folder, Thread[] until)
    {
        long last = 0;
        while (until.Any(static thread => thread.IsAlive))
        {
            until[0].Join(TimeSpan.FromMilliseconds(20));
            if (!File.Exists(folder.Store))
            {
                continue;
            }

            using SqliteConnection store = folder.Connect();
            if (store.Number("PRAGMA user_version") == 0)
            {
                continue; // the first writer is about to lay out the schema
            }

            long runs = store.Number("SELECT count(*) FROM runs");
            Assert.True(runs >= last, $"{last} runs, and then {runs}");
            last = runs;
            store.Rows("SELECT name, status FROM spans ORDER BY run_no DESC LIMIT 20");
        }
    }

    private static long[] Numbers(string line) => [.. line.Split(' ').Take(2).Select(static part => long.Parse(part, CultureInfo.InvariantCulture))];
}
