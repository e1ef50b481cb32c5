using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>The drainer keeps a store within the limits of the options.</summary>
public sealed class RetentionTests
{
    [Fact]
    public void WithoutLimits_EverythingStays()
    {
        using StoreFolder folder = FolderWithRuns(20);
        RecordOneMore(folder, new FlujoOptions(), until: 21);
        RecordOneMore(folder, new FlujoOptions { Retention = new FlujoRetention { MaxRuns = 0, MaxAge = TimeSpan.Zero, MaxBytes = -1 } }, until: 22);
    }

    [Fact]
    public void NumberOfRuns_KeepsTheNewest()
    {
        using StoreFolder folder = FolderWithRuns(20);
        RecordOneMore(folder, new FlujoOptions { Retention = new FlujoRetention { MaxRuns = 3 } }, until: 3);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["run_18", "run_19", "one_more"], store.Rows("SELECT pipeline_name FROM runs ORDER BY started_at"));
        Assert.Equal(2 + 2 + 1, store.Number("SELECT count(*) FROM span_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void Age_TakesOldRunsAndLeavesTheRest()
    {
        using StoreFolder folder = FolderWithRuns(20);
        using (SqliteConnection store = folder.Connect())
        {
            // The runs' own start, which decides; the sums are those of spans.
            store.Run("UPDATE run_rows SET started_at = started_at - 36000000000000 WHERE run_no <= 12");
        }

        RecordOneMore(folder, new FlujoOptions { Retention = new FlujoRetention { MaxAge = TimeSpan.FromHours(1) } }, until: 9);
        using SqliteConnection after = folder.Connect();
        Assert.Equal(0, after.Number("SELECT count(*) FROM span_rows s WHERE NOT EXISTS (SELECT 1 FROM run_rows r WHERE r.run_no = s.run_no)"));
        StoreAudit.IsConsistent(after);
    }

    [Fact]
    public void FileSize_ShrinksTheFile()
    {
        const long Limit = 1_000_000;
        using StoreFolder folder = FolderWithRuns(200, input: new string('x', 20_000));
        Assert.True(SizeOf(folder) > 3 * Limit);
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { Retention = new FlujoRetention { MaxBytes = Limit } }))
        {
            FlujoTrace.StartRun("one_more").Dispose();
            FlushUntil(() => SizeOf(folder) <= Limit);
        }

        using SqliteConnection store = folder.Connect();
        Assert.InRange(store.Number("SELECT count(*) FROM run_rows"), 20, 60);
        Assert.Equal(1, store.Number("SELECT count(*) FROM runs WHERE pipeline_name = 'one_more'"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunThatGoesOn_StaysWhateverTheLimit()
    {
        using StoreFolder folder = FolderWithRuns(5);
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { Retention = new FlujoRetention { MaxRuns = 1 } }))
        {
            using FlujoRun open = FlujoTrace.StartRun("goes_on");
            FlujoTrace.StartRun("newer").Dispose();
            FlushUntil(() => Runs(folder) == 2);
            FlujoTrace.StartStep("late").Dispose();
            open.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["goes_on|completed|1", "newer|completed|0"], store.Rows("SELECT pipeline_name, status, total_steps FROM runs ORDER BY started_at"));
        StoreAudit.IsConsistent(store);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(0, 4_000_000)]
    public void HeavyLoad_KeepsTheLimitsAndHarmsNoRunThatStays(int maxRuns, int maxBytes)
    {
        const int Threads = 3;
        const int RunsPerThread = 800;
        const int Steps = 20;
        using var folder = new StoreFolder();
        var options = new FlujoOptions
        {
            Retention = new FlujoRetention { MaxRuns = maxRuns, MaxBytes = maxBytes },
            MaxJournalBytes = 4_000_000,
            MaxBlock = TimeSpan.FromSeconds(30),
        };
        using (var engine = new LocalEngine(folder.Store, options))
        {
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                string input = new('x', 4_000);
                for (int i = 0; i < RunsPerThread; i++)
                {
                    using FlujoRun run = FlujoTrace.StartRun("loaded", input: input);
                    for (int step = 0; step < Steps; step++)
                    {
                        FlujoTrace.StartStep("step").Dispose();
                    }

                    run.Complete();
                }
            }))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => Assert.True(thread.Join(LocalEngine.Patience)));
            LocalEngine.Flush();
            FlushUntil(() => (maxRuns == 0 || Runs(folder) <= maxRuns) && (maxBytes == 0 || SizeOf(folder) <= maxBytes));
            Assert.Equal(2L * Threads * RunsPerThread * (Steps + 1) + (Threads * RunsPerThread), engine.Engine.Statistics().StoredRecords);
        }

        using SqliteConnection store = folder.Connect();
        long runs = store.Number("SELECT count(*) FROM runs");
        Assert.True(maxBytes == 0 || new FileInfo(folder.Store).Length <= maxBytes, "the file has shrunk");
        Assert.InRange(runs, maxRuns == 0 ? 100 : maxRuns, maxRuns == 0 ? Threads * RunsPerThread / 2 : maxRuns);
        Assert.Equal([$"{runs}|{runs}|{Steps}|{Steps}|0"], store.Rows(
            "SELECT count(*), count(DISTINCT run_id), min(total_steps), max(total_steps), sum(dropped_records) FROM runs WHERE status = 'completed'"));
        Assert.Equal(runs * (Steps + 1), store.Number("SELECT count(*) FROM span_rows WHERE status = 1"));
        Assert.Equal(runs, store.Number("SELECT count(*) FROM payloads"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    private static StoreFolder FolderWithRuns(int runs, string? input = null)
    {
        var folder = new StoreFolder();
        using var engine = new LocalEngine(folder.Store);
        for (int i = 0; i < runs; i++)
        {
            using FlujoRun run = FlujoTrace.StartRun($"run_{i}", input: input);
            FlujoTrace.StartStep("step").Dispose();
            run.Complete();
        }

        return folder;
    }

    private static void RecordOneMore(StoreFolder folder, FlujoOptions options, long until)
    {
        using var engine = new LocalEngine(folder.Store, options);
        FlujoTrace.StartRun("one_more").Dispose();
        FlushUntil(() => Runs(folder) == until);
        LocalEngine.Flush(); // and nothing beyond
        Assert.Equal(until, Runs(folder));
    }

    /// <summary>Each flush waits for a cycle, and each cycle does a little.</summary>
    private static void FlushUntil(Func<bool> done)
    {
        for (long began = Stopwatch.GetTimestamp(); !done(); LocalEngine.Flush())
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < LocalEngine.Patience, "retention has not done it in time");
        }
    }

    private static long Runs(StoreFolder folder)
    {
        using SqliteConnection store = folder.Connect();
        return store.Number("SELECT count(*) FROM run_rows");
    }

    /// <summary>The store and its log, which has what is not yet in the store.</summary>
    private static long SizeOf(StoreFolder folder) =>
        new FileInfo(folder.Store).Length + (new FileInfo(folder.Store + "-wal") is { Exists: true } log ? log.Length : 0);
}
