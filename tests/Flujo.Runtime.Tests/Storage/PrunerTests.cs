using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class PrunerTests
{
    [Fact]
    public void Keep_LeavesTheNewestRuns()
    {
        using var store = new PrunedStore(runs: 30);
        Assert.Equal(20, store.Prune(new RetentionLimits { Keep = 10 }));
        Assert.Equal(store.Pipelines(20, 10), store.Left());
    }

    [Fact]
    public void StartedBefore_LeavesWhatIsYounger()
    {
        using var store = new PrunedStore(runs: 12);
        Assert.Equal(5, store.Prune(new RetentionLimits { StartedBeforeNs = store.StartOf(5) }));
        Assert.Equal(store.Pipelines(5, 7), store.Left());
    }

    [Fact]
    public void TwoLimits_HoldBoth()
    {
        using var store = new PrunedStore(runs: 12);
        var limits = new RetentionLimits { StartedBeforeNs = store.StartOf(3), Keep = 7 };
        Assert.Equal(5, store.Count(limits));
        Assert.Equal(5, store.Prune(limits));
        Assert.Equal(store.Pipelines(5, 7), store.Left());
    }

    [Fact]
    public void NothingBeyondTheLimits_NothingGoes()
    {
        using var store = new PrunedStore(runs: 3);
        Assert.Equal(0, store.Prune(new RetentionLimits { Keep = 3, StartedBeforeNs = store.StartOf(0), MaxBytes = long.MaxValue }));
        Assert.Equal(0, store.Prune(new RetentionLimits()));
    }

    [Fact]
    public void MaxBytes_DeletesTheOldestUntilTheRestFitsAndNoMore()
    {
        using var store = new PrunedStore(runs: 40, textLength: 100_000);
        long most = StoreSpace.UsedBytes(store.Database) / 2;
        long gone = store.Prune(new RetentionLimits { MaxBytes = most });
        Assert.InRange(StoreSpace.UsedBytes(store.Database), most - 250_000, most);
        Assert.Equal(store.Pipelines((int)gone, 40 - (int)gone), store.Left());
    }

    [Fact]
    public void FreedSpace_IsGivenBackToTheFileSystem()
    {
        using var store = new PrunedStore(runs: 40, textLength: 100_000);
        StoreSpace.Settle(store.Database);
        long before = new FileInfo(store.Path).Length;
        store.Prune(new RetentionLimits { Keep = 10 });
        while (StoreSpace.ShrinkStep(store.Database))
        {
        }

        StoreSpace.Settle(store.Database);
        Assert.InRange(new FileInfo(store.Path).Length, 1, before / 3);
        Assert.Equal(StoreSpace.UsedBytes(store.Database), new FileInfo(store.Path).Length);
        store.IsConsistent();
    }

    [Fact]
    public void OpenRuns_StayWhateverTheLimitsSay()
    {
        using var store = new PrunedStore(runs: 6);
        store.Execute("UPDATE run_rows SET status = 0 WHERE run_no = 1; UPDATE run_rows SET status = 4 WHERE run_no = 2");
        Assert.Equal(4, store.Prune(new RetentionLimits { Keep = 0 }));
        Assert.Equal(store.Pipelines(0, 2), store.Left());
    }

    [Fact]
    public void ProcessesWithoutRuns_LoseTheirRowsAndOthersKeepThem()
    {
        using var store = new PrunedStore(runs: 2);
        const long Day = 86_400_000_000_000;
        store.Execute(
            $"""
            UPDATE journals SET last_seen_at = {Day}, started_at = 0;
            UPDATE run_rows SET started_at = {Day};
            INSERT INTO journals(journal_id, state, program, host, process_id, started_at, last_seen_at) VALUES
                ('gone', 1, 'p', 'h', 1, 0, 10), ('has-file', 1, 'p', 'h', 1, 0, 10), ('open', 0, 'p', 'h', 1, 0, 10), ('young', 1, 'p', 'h', 1, 0, {2 * Day});
            """);
        Assert.Equal(1, JournalSweep.Run(store.Database, static id => id == "has-file", nowNs: 3 * Day));
        Assert.Equal(0, store.Number("SELECT count(*) FROM journals WHERE journal_id = 'gone'"));
        Assert.Equal(4, store.Number("SELECT count(*) FROM journals"));
    }

    private sealed class PrunedStore : IDisposable
    {
        private readonly StoreFolder _folder = new();
        private readonly SqliteConnection _reader;

        public PrunedStore(int runs, int textLength = 10)
        {
            using (var engine = new LocalEngine(_folder.Store, new FlujoOptions()))
            {
                for (int i = 0; i < runs; i++)
                {
                    using FlujoRun run = FlujoTrace.StartRun($"pipeline-{i:d3}");
                    for (int left = textLength; left > 0; left -= 5_000)
                    {
                        using FlujoSpan step = FlujoTrace.StartStep("step");
                        step.AddEvent("text", new KeyValuePair<string, object?>("text", new string('x', Math.Min(left, 5_000))));
                    }

                    run.Complete();
                }

                LocalEngine.Flush();
            }

            Database = StoreFile.Open(_folder.Store);
            _reader = _folder.Connect();
            // Steps of the clock may give two runs one start; here they have an order.
            Execute("UPDATE run_rows SET started_at = started_at + run_no");
        }

        public SqliteDatabase Database { get; }

        public string Path => _folder.Store;

        public long Prune(RetentionLimits limits)
        {
            var pruner = new Pruner(Database, limits);
            while (pruner.Step())
            {
            }

            return pruner.Runs;
        }

        public long Count(RetentionLimits limits) => Pruner.CountDoomed(Database, limits);

        public long StartOf(int run) => Number($"SELECT started_at FROM run_rows ORDER BY started_at LIMIT 1 OFFSET {run}");

        public List<string> Left() => _reader.Rows("SELECT pipeline_name FROM runs ORDER BY started_at");

        public List<string> Pipelines(int first, int count) => [.. Enumerable.Range(first, count).Select(static i => $"pipeline-{i:d3}")];

        public void Execute(string sql) => _reader.Run(sql);

        public long Number(string sql) => _reader.Number(sql);

        public void IsConsistent() => StoreAudit.IsConsistent(_reader);

        public void Dispose()
        {
            _reader.Dispose();
            Database.Dispose();
            _folder.Dispose();
        }
    }
}
