using System.Globalization;
using Flujo.Journal;
using Flujo.Recording;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Runs that are long, wide, or do not end as they should.</summary>
public sealed class LongLifeTests
{
    [Fact]
    public void SpanThatOutlivesItsRun_EndsInItAndLeavesItsStatus()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            FlujoRun run = FlujoTrace.StartRun("short_lived");
            FlujoSpan late = FlujoTrace.StartStep("late");
            run.Complete();
            LocalEngine.Flush();
            late.SetAttribute("after", true);
            late.Fail("too late");
            late.Dispose();
            run.Dispose();
            LocalEngine.Flush();
            using SqliteConnection live = folder.Connect();
            Assert.Equal(0, live.Number("SELECT count(*) FROM journal_runs"));
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed"], store.Rows("SELECT status FROM runs"));
        Assert.Equal(["late|failed|too late|{\"after\":true}"], store.Rows("SELECT name, status, feedback, attributes FROM spans WHERE kind = 'step'"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void HundredThousandOpenSpans_AreThereWhileOpenAndInterruptedInTheEnd()
    {
        const int Spans = 100_000;
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            FlujoTrace.StartRun("deep");
            for (int i = 0; i < Spans; i++)
            {
                FlujoTrace.StartStep("open");
            }

            LocalEngine.Flush();
            using SqliteConnection live = folder.Connect();
            Assert.Equal(Spans + 1, live.Number("SELECT count(*) FROM span_rows WHERE status = 0"));
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(Spans + 1, store.Number("SELECT count(*) FROM span_rows WHERE status = 5"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
        Assert.Empty(folder.Journals);
    }

    [Fact]
    public void LongRun_KeepsMemoryAndJournalFlat()
    {
        const int Spans = 1_000_000;
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["long", $"{Spans}"]);
        long[] early = Numbers(child.ReadLine());
        long[] late = Numbers(child.ReadLine());
        Assert.Equal((0, ""), child.End());
        string said = $"{string.Join(' ', early)} after a tenth of the run, {string.Join(' ', late)} at its end";
        Assert.True(late[0] - early[0] < 4_000_000, "managed: " + said);
        Assert.True(late[1] - early[1] < 40_000_000, "the process's own pages: " + said);
        Assert.InRange(late[2], 0, (64 * 1024 * 1024) + JournalFormat.FileHeaderSize);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{Spans}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
    }

    [Fact]
    public void ManyRunsOfDistinctNamesOnManyThreads_KeepMemoryAndJournalFlat()
    {
        int runs = Rounds.Runs(20_000); // 50 to a thread
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["many", $"{runs}"]);
        long[] early = Numbers(child.ReadLine());
        long[] late = Numbers(child.ReadLine(TimeSpan.FromMilliseconds(runs)));
        Assert.Equal((0, ""), child.End());
        string said = $"{string.Join(' ', early)} after a tenth of the runs, {string.Join(' ', late)} at their end";
        Assert.True(late[0] - early[0] < 8_000_000, "managed: " + said);
        Assert.True(late[1] - early[1] < 40_000_000, "the process's own pages: " + said);
        // 40 idle threads' chunks, those of 20 threads between two flushes and of 20 before, and what is spare; a chunk for each thread would be 400.
        Assert.True(late[2] <= 128 * JournalFormat.ChunkSize, "the journal: " + said);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{runs}|{runs}|0|{runs}"], store.Rows(
            "SELECT count(*), sum(total_steps), sum(dropped_records), count(DISTINCT pipeline_name) FROM runs WHERE status = 'completed'"));
        Assert.Equal(0, store.Number("SELECT (SELECT count(*) FROM journal_runs) + (SELECT count(*) FROM open_spans)"));
    }

    private static long[] Numbers(string line) => [.. line.Split(' ').Select(static part => long.Parse(part, CultureInfo.InvariantCulture))];

    [Theory]
    [InlineData("it's a \"name\"; DROP TABLE runs; --")]
    [InlineData("two\nlines\tand\u001b[31m red")]
    [InlineData("😀 \u202e\u0000 \ud83d")]
    [InlineData(null)]
    [InlineData("  ")]
    public void AnyName_IsRecorded(string? name)
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        using (FlujoTrace.StartRun(name!))
        using (FlujoSpan step = FlujoTrace.StartStep(name!))
        {
            step.SetAttribute(name!, name);
            step.AddEvent(name!, new KeyValuePair<string, object?>(name!, name));
        }

        using SqliteConnection store = folder.Connect();
        string expected = Names.Clean(name).Replace('\ud83d', '\ufffd').Replace("\ufffd\ude00", "😀", StringComparison.Ordinal);
        Assert.Equal([expected, expected], store.Rows("SELECT name FROM spans ORDER BY span_no"));
        Assert.Equal([expected], store.Rows("SELECT name FROM events"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void LongName_IsCutNotLost()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        using (FlujoTrace.StartRun(new string('r', 10_000)))
        {
            FlujoTrace.StartStep(new string('ü', 10_000)).Dispose();
        }

        using SqliteConnection store = folder.Connect();
        string name = Assert.Single(store.Rows("SELECT name FROM spans WHERE kind = 'step'"));
        Assert.StartsWith(new string('ü', 3_000), name, StringComparison.Ordinal);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 6_000, 8_300);
    }

    [Fact]
    public void EventThatFitsNoChunk_IsCutToWhatFits()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        using (FlujoTrace.StartRun("large"))
        {
            FlujoTrace.Current.AddEvent("long_texts",
                [new("short", "stays"), .. Enumerable.Range(0, 20).Select(static i => KeyValuePair.Create($"k{i}", (object?)new string('ü', 4_000))), new("n", 7)]);
            FlujoTrace.Current.AddEvent("many", [.. Enumerable.Range(0, 10_000).Select(static i => KeyValuePair.Create($"key_{i}", (object?)i))]);
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|0"], store.Rows("SELECT status, dropped_records FROM runs"));
        Assert.Equal(["stays|7|22"], store.Rows(
            "SELECT attributes ->> 'short', attributes ->> 'n', (SELECT count(*) FROM json_each(attributes)) FROM events WHERE name = 'long_texts'"));
        string text = Assert.Single(store.Rows("SELECT attributes ->> 'k19' FROM events WHERE name = 'long_texts'"));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 3_000, 3_300);
        Assert.EndsWith("ü… (cut, 8000 bytes)", text, StringComparison.Ordinal);
        Assert.Equal(["0|10000"], store.Rows(
            "SELECT attributes ->> 'key_0', (attributes ->> 'attributes_omitted') + (SELECT count(*) FROM json_each(attributes)) - 1 FROM events WHERE name = 'many'"));
    }
}
