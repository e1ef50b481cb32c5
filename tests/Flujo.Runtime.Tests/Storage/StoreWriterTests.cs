using Flujo.Journal;
using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

public sealed class StoreWriterTests
{
    private static readonly JournalIdentity Journal = new("0123456789abcdef", null, "program", "1", "host", 1, 1_000);

    [Fact]
    public void BatchThatFindsTheDiskFull_CountsOnceWhenItIsTriedAgain()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun run = Run();
        var runs = new Dictionary<uint, KnownRun> { [1] = run };
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, runs);
        Batch batch = BatchOf(run, spans: 50);
        for (int i = 0; i < 2_000; i++)
        {
            batch.Payloads.Add(new PayloadDelta(1, 2, PayloadKind.Input, new string('x', 1_000 + i)));
            batch.Attributes.Add(new AttributeDelta(1, 2, $"key_{i}", AttributeValue.Of(new string('y', 200)), 1));
        }

        database.Execute($"PRAGMA max_page_count = {database.Number("PRAGMA page_count") + 20}");
        var failure = Assert.Throws<SqliteFailure>(() => writer.Apply(batch, [], 2_000));
        Assert.True(failure.IsFull);
        database.Execute("PRAGMA max_page_count = 1000000");
        writer.Apply(batch, [], 2_000);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(50, store.Number("SELECT total_steps FROM run_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunResumedIntoANewStore_HasItsRoot()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun run = Run(resumed: true);
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = run });
        writer.Apply(BatchOf(run, spans: 1, withRoot: false), [], 2_000);
        using SqliteConnection store = folder.Connect();
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RecordsOfARunOverManyBatches_AddUp()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun run = Run();
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = run });
        writer.Apply(BatchOf(run, spans: 0), [], 2_000);
        for (uint spanNo = 2; spanNo < 30; spanNo++)
        {
            writer.Apply(Only(batch => Start(batch, spanNo)), [], 2_000);
            writer.Apply(Only(batch => Use(batch, spanNo, 1)), [], 2_000);
            writer.Apply(Only(batch => Use(batch, spanNo, 2)), [], 2_000);
            writer.Apply(Only(batch => End(batch, spanNo)), [], 2_000);
        }

        using SqliteConnection store = folder.Connect();
        StoreAudit.IsConsistent(store);
        Assert.Equal(28 * 3, store.Number("SELECT input_tokens FROM run_rows"));
        Assert.Equal(1, store.Number("SELECT count(*) FROM open_spans"));
    }

    [Fact]
    public void EndWithoutItsStart_InventsNoSpan()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun run = Run();
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = run });
        Batch batch = BatchOf(run, spans: 0);
        End(batch, 7);
        batch.Span(99, 1).HasEnd = true; // a run that nobody knows
        writer.Apply(batch, [], 2_000);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(1, store.Number("SELECT count(*) FROM span_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RecordsThatComeASecondTime_AreStoredOnce()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        string runId = Guid.NewGuid().ToString("n");
        for (int time = 0; time < 2; time++)
        {
            // The second writer knows nothing of the first, as after a crash that took the store's last transactions.
            KnownRun run = Run(runId: runId);
            var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = run });
            writer.Apply(BatchOf(run, spans: 20 + (uint)(time * 50)), [], 2_000);
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["1|70|71"], store.Rows("SELECT count(*), total_steps, (SELECT count(*) FROM span_rows) FROM run_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunWithTwoNumbersInOneBatch_IsStoredOnce()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun first = Run();
        KnownRun second = Run(runId: first.RunId, index: 2);
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = first, [2] = second });
        Batch batch = BatchOf(first, spans: 40);
        batch.StartedRuns.Add(second);
        batch.Span(2, 1) = SpanDelta.RootOf(second);
        writer.Apply(batch, [], 2_000);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["40"], store.Rows("SELECT total_steps FROM run_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunThatSomebodyDeleted_TakesNothingMoreAndHurtsNoOther()
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun deleted = Run();
        KnownRun later = Run(index: 2);
        var runs = new Dictionary<uint, KnownRun> { [1] = deleted, [2] = later };
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, runs);
        writer.Apply(BatchOf(deleted, spans: 0), [], 2_000);
        using SqliteConnection store = folder.Connect();
        foreach (string table in (string[])["run_rows", "span_rows", "open_spans", "journal_runs", "rollups", "rollup_slots", "minute_runs"])
        {
            store.Run($"DELETE FROM {table}");
        }

        var next = new Batch { Records = 1 };
        next.StartedRuns.Add(later); // takes the deleted run's number in the store
        next.Span(2, 1) = SpanDelta.RootOf(later);
        writer.Apply(next, [], 2_000);
        writer.Apply(Only(batch =>
        {
            Start(batch, 2);
            batch.Attributes.Add(new AttributeDelta(1, 2, "key", AttributeValue.Of(1), 1));
            batch.EndedRuns.Add(new RunEnd(1, FlujoStatus.Failed, 3_000, 2, default));
        }), [], 2_000);
        Assert.Equal([$"{later.RunId}|running|0"], store.Rows("SELECT run_id, status, total_steps FROM runs"));
        Assert.Equal(1, store.Number("SELECT count(*) FROM span_rows"));
        StoreAudit.IsConsistent(store);
    }

    [Theory]
    [InlineData("quotes ' \" ` ; --")]
    [InlineData("lines\r\nand\ttabs")]
    [InlineData("emoji 😀 and \u202e right to left")]
    [InlineData("nul \0 inside")]
    [InlineData("lone surrogate \ud83d inside")]
    public void Text_ComesBackAsItWas(string text)
    {
        using var folder = new StoreFolder();
        using SqliteDatabase database = StoreFile.Open(folder.Store);
        KnownRun run = Run();
        var writer = new StoreWriter(database, Journal, ConstantTable.Process, new Dictionary<uint, KnownRun> { [1] = run });
        Batch batch = BatchOf(run, spans: 0);
        Start(batch, 2, text);
        batch.Attributes.Add(new AttributeDelta(1, 2, "key", AttributeValue.Of(text), 1));
        batch.Payloads.Add(new PayloadDelta(1, 2, PayloadKind.Feedback, text));
        writer.Apply(batch, [], 2_000);
        using SqliteConnection store = folder.Connect();
        string expected = text.Replace("\ud83d inside", "\ufffd inside", StringComparison.Ordinal);
        Assert.Equal([expected], store.Rows("SELECT n.name FROM span_rows s JOIN names n USING (name_no) WHERE span_no = 2"));
        Assert.Equal([expected], store.Rows("SELECT value FROM span_attributes"));
        Assert.Equal([expected], store.Rows("SELECT text FROM payloads"));
    }

    private static KnownRun Run(bool resumed = false, string? runId = null, uint index = 1) => new()
    {
        RunIndex = index,
        RunId = runId ?? Guid.NewGuid().ToString("n"),
        Pipeline = "pipeline",
        StartedAt = 1_000,
        SpanBase = SpanIds.NewBase(),
        Resumed = resumed,
    };

    private static Batch BatchOf(KnownRun run, uint spans, bool withRoot = true)
    {
        var batch = new Batch { Records = 1 };
        batch.StartedRuns.Add(run);
        if (withRoot)
        {
            batch.Span(1, 1) = SpanDelta.RootOf(run);
        }

        for (uint spanNo = 2; spanNo < 2 + spans; spanNo++)
        {
            Start(batch, spanNo);
        }

        return batch;
    }

    private static Batch Only(Action<Batch> add)
    {
        var batch = new Batch { Records = 1 };
        add(batch);
        return batch;
    }

    private static void Start(Batch batch, uint spanNo, string name = "step")
    {
        ref SpanDelta span = ref batch.Span(1, spanNo);
        span.HasStart = true;
        span.StartedAt = 1_000 + spanNo;
        span.ParentNo = 1;
        span.Name = name;
        span.Kind = SpanKind.Step;
    }

    private static void Use(Batch batch, uint spanNo, long tokens)
    {
        batch.Span(1, spanNo).InputTokens += tokens;
        batch.Usage[1] = new RunUsage { InputTokens = tokens };
        batch.Use(new UsageKey(1, spanNo, null, null), new UsageSums { InputTokens = tokens });
    }

    private static void End(Batch batch, uint spanNo)
    {
        ref SpanDelta span = ref batch.Span(1, spanNo);
        span.HasEnd = true;
        span.EndedAt = 2_000 + spanNo;
        span.Status = FlujoStatus.Completed;
    }
}
