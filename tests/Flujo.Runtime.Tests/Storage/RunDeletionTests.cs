using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class RunDeletionTests
{
    private static readonly string[] TablesOfRuns =
        ["run_rows", "span_rows", "span_attributes", "span_events", "payloads", "span_usage", "open_spans", "journal_runs", "minute_runs", "rollups", "rollup_slots"];

    [Fact]
    public void DeletedRun_LeavesNothingInAnyTable()
    {
        using var folder = new StoreFolder();
        string kept;
        using (var engine = new LocalEngine(folder.Store))
        {
            kept = Record("kept", steps: 3);
            Record("deleted", steps: 5);
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        List<string> keptRows = RowsOf(store, kept);
        using (SqliteDatabase database = StoreFile.Open(folder.Store))
        {
            var deletion = new RunDeletion(database);
            Assert.True(deletion.Delete(NumberOf(store, "deleted")));
            Assert.Equal((1, 6), (deletion.Runs, deletion.Spans));
        }

        Assert.Equal(["kept"], store.Rows("SELECT pipeline_name FROM runs"));
        Assert.Equal(keptRows, RowsOf(store, kept));
        StoreAudit.IsConsistent(store);
        foreach (string table in TablesOfRuns.Where(static table => !table.StartsWith("rollup", StringComparison.Ordinal)))
        {
            Assert.Equal(0, store.Number($"SELECT count(*) FROM {table} WHERE run_no NOT IN (SELECT run_no FROM run_rows)"));
        }
    }

    [Fact]
    public void LastRunDeleted_LeavesEveryTableOfRunsEmpty()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            Record("deleted", steps: 5);
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        using (SqliteDatabase database = StoreFile.Open(folder.Store))
        {
            Assert.True(new RunDeletion(database).Delete(NumberOf(store, "deleted")));
        }

        Assert.All(TablesOfRuns, table => Assert.Equal(0, store.Number($"SELECT count(*) FROM {table}")));
    }

    [Fact]
    public void RunOfManySpans_GoesInSeveralTransactionsAndIsATreeInBetween()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            Record("large", steps: 4500);
            Record("small", steps: 2);
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        var deletion = new RunDeletion(database);
        var queue = new Queue<long>([NumberOf(store, "large"), NumberOf(store, "small")]);
        long spans = store.Number("SELECT count(*) FROM span_rows");
        int transactions = 0;
        while (queue.Count > 0)
        {
            deletion.DeleteSome(queue);
            store.Run("UPDATE run_rows SET total_steps = (SELECT count(*) FROM span_rows s WHERE s.run_no = run_rows.run_no AND kind = 1)");
            StoreAudit.IsConsistent(store);
            long left = store.Number("SELECT count(*) FROM span_rows");
            Assert.InRange(spans - left, 1, 2000);
            spans = left;
            transactions++;
        }

        Assert.Equal((2, 4504, 0), (deletion.Runs, deletion.Spans, store.Number("SELECT count(*) FROM run_rows")));
        Assert.Equal(3, transactions);
    }

    [Fact]
    public void RunningRun_IsNotDeleted()
    {
        using var folder = new StoreFolder();
        using var engine = new LocalEngine(folder.Store);
        FlujoRun run = FlujoTrace.StartRun("running");
        FlujoTrace.StartStep("open");
        LocalEngine.Flush();
        using SqliteConnection store = folder.Connect();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        var deletion = new RunDeletion(database);
        Assert.False(deletion.Delete(NumberOf(store, "running")));
        Assert.Equal((0, 1, 2), (deletion.Runs, deletion.Skipped, store.Number("SELECT count(*) FROM span_rows")));
        run.Complete();
    }

    [Fact]
    public void RunDeletedWhileItsDrainerHoldsIt_DoesNotComeBack()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            FlujoRun run = FlujoTrace.StartRun("deleted");
            FlujoSpan late = FlujoTrace.StartStep("late");
            run.Complete();
            LocalEngine.Flush();
            using (SqliteConnection live = folder.Connect())
            using (SqliteDatabase database = StoreFile.Open(folder.Store))
            {
                Assert.True(new RunDeletion(database).Delete(NumberOf(live, "deleted")));
            }

            Record("next", steps: 1); // gets the number that became free
            LocalEngine.Flush();
            late.SetAttribute("key", "value");
            late.AddEvent("event");
            late.AddUsage(inputTokens: 7);
            late.Fail("too late");
            late.Dispose();
            run.Dispose();
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["next|completed|1"], store.Rows("SELECT pipeline_name, status, total_steps FROM runs"));
        Assert.Equal(["in", "out", "reason"], store.Rows("SELECT text FROM payloads ORDER BY text"));
        Assert.Equal(["number"], store.Rows("SELECT n.name FROM span_attributes a JOIN names n ON n.name_no = a.key_no"));
        Assert.Equal(1, store.Number("SELECT count(*) FROM span_events"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void RunThatAKilledProcessHeld_DoesNotComeBackByRecovery()
    {
        using var folder = new StoreFolder();
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["outlived"]))
        {
            Assert.Equal("ready", child.ReadLine());
            using SqliteConnection live = folder.Connect();
            using (SqliteDatabase database = StoreFile.Open(folder.Store))
            {
                Assert.True(new RunDeletion(database).Delete(NumberOf(live, "outlived")));
            }

            child.Go();
            Assert.Equal("recorded", child.ReadLine());
            child.Kill();
        }

        Flujo.Draining.JournalRecovery.Recover(folder.Store);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(0, store.Number("SELECT count(*) FROM runs"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void DeletionBesideAWritingProgram_KeepsTheSumsExact()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            for (int round = 0; round < 20; round++)
            {
                for (int i = 0; i < 20; i++)
                {
                    Record(i % 2 == 0 ? "even" : "odd", steps: 10);
                }

                LocalEngine.Flush();
                FlujoRun open = FlujoTrace.StartRun("open");
                using SqliteConnection live = folder.Connect();
                using SqliteDatabase database = StoreFile.Open(folder.Store);
                var deletion = new RunDeletion(database);
                foreach (string number in live.Rows("SELECT r.run_no FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no WHERE n.name = 'even'"))
                {
                    Assert.True(deletion.Delete(long.Parse(number)));
                }

                open.Complete();
            }
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["odd|200", "open|20"], store.Rows("SELECT pipeline_name, count(*) FROM runs GROUP BY 1 ORDER BY 1"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    private static string Record(string pipeline, int steps)
    {
        using FlujoRun run = FlujoTrace.StartRun(pipeline, "1.0", input: "in");
        for (int i = 0; i < steps; i++)
        {
            using FlujoSpan step = FlujoTrace.StartStep("step");
            if (i < 10)
            {
                step.SetAttribute("number", i);
                step.AddEvent("event");
                step.AddUsage(1, 2, 0.5m);
                step.Fail("reason");
            }
        }

        run.Complete("out");
        return run.RunId;
    }

    private static long NumberOf(SqliteConnection store, string pipeline) =>
        store.Number($"SELECT r.run_no FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no WHERE n.name = '{pipeline}'");

    private static List<string> RowsOf(SqliteConnection store, string runId) =>
    [
        .. store.Rows($"SELECT * FROM runs WHERE run_id = '{runId}'"),
        .. store.Rows($"SELECT * FROM spans WHERE run_id = '{runId}' ORDER BY span_no"),
        .. store.Rows($"SELECT * FROM events WHERE run_id = '{runId}' ORDER BY at"),
    ];
}
