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
        for (int cycles = 0; cycles < 1_000 && !done(); cycles++)
        {
            LocalEngine.Flush();
        }

        Assert.True(done(), "retention has not done it in 1,000 cycles");
    }

    private static long Runs(StoreFolder folder)
    {
        using SqliteConnection store = folder.Connect();
        return store.Number("SELECT count(*) FROM run_rows");
    }

    private static long SizeOf(StoreFolder folder) => new FileInfo(folder.Store).Length;
}
