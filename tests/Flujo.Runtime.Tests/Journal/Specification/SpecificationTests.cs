using Flujo.Draining;
using Flujo.Journal;
using Flujo.Runtime.Tests.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Journal.Specification;

/// <summary>docs/journal-format.md tells the truth: what a reader makes of a journal that knows only that page is what recovery makes of it.</summary>
public sealed class SpecificationTests(DeadJournalBytes journal) : IClassFixture<DeadJournalBytes>
{
    private const string Spans =
        """
        SELECT printf('%016x', s.span_id), n.name, s.parent_no, s.kind, s.status, s.started_at, s.ended_at, s.attempts, s.input_tokens, s.output_tokens, s.cost,
            c.file || ':' || c.line,
            (SELECT coalesce(group_concat(k.name || '=' || a.value, ';' ORDER BY k.name), '') FROM span_attributes a JOIN names k ON k.name_no = a.key_no
                WHERE a.run_no = s.run_no AND a.span_no = s.span_no),
            (SELECT count(*) FROM span_events e WHERE e.run_no = s.run_no AND e.span_no = s.span_no),
            (SELECT coalesce(group_concat(p.kind || '=' || p.text, ';' ORDER BY p.kind), '') FROM payloads p WHERE p.run_no = s.run_no AND p.span_no = s.span_no)
        FROM span_rows s JOIN names n ON n.name_no = s.name_no LEFT JOIN call_sites c ON c.call_site_no = s.call_site_no
        """;

    [Fact]
    public void ReaderThatKnowsOnlyThePage_FindsWhatRecoveryFinds()
    {
        var specified = new SpecifiedJournal(journal.Bytes);
        using StoreFolder folder = journal.Place(journal.Bytes);
        Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(
            store.Rows(Spans).Order(StringComparer.Ordinal),
            specified.Runs.SelectMany(static run => run.Spans.Values).Select(static span => span.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(
            store.Rows("SELECT run_id, coalesce(parent_run_id, '00000000000000000000000000000000'), pipeline_version FROM run_rows").Order(StringComparer.Ordinal),
            specified.Runs.Select(static run => $"{run.Id}|{run.ParentRunId}|{run.Version ?? "null"}").Order(StringComparer.Ordinal));
        Assert.Equal(
            store.Rows("SELECT journal_id, program, program_version, host, process_id FROM journals"),
            [$"{specified.Texts[0]}|{specified.Texts[2]}|{specified.Texts[3]}|{specified.Texts[4]}|{specified.ProcessId}"]);
    }

    [Fact]
    public void EveryKindOfRecord_IsThereButTheOneThatNeedsAListener()
    {
        var specified = new SpecifiedJournal(journal.Bytes);
        Assert.Equal(Enumerable.Range(1, 10).Select(static kind => (byte)kind), specified.Kinds.Keys.Order());
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "journal-format.md"));
        Assert.All(Enum.GetValues<RecordKind>().Where(static kind => kind != RecordKind.None), kind => Assert.Contains($"\n| {(byte)kind} | ", page, StringComparison.Ordinal));
        Assert.All(specified.Runs.Where(static run => run.EndsExpected is not null),
            static run => Assert.Equal((int)run.EndsExpected!, run.Spans.Values.Count(static span => span.HasEnded)));
    }

    [Fact]
    public void DropTable_IsWhereThePageSaysItIs()
    {
        byte[] bytes = [.. journal.Bytes];
        BitConverter.TryWriteBytes(bytes.AsSpan(4096 + 4), 7);
        foreach ((int at, int value) in ((int, int)[])[(0, 3), (4, 10), (8, 20), (12, 30)])
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(4096 + (16 * 9) + at), value);
        }

        Assert.Equal([(0u, 7u, 0u, 0u), (3u, 10u, 20u, 30u)], new SpecifiedJournal(bytes).Dropped);
        Assert.Equal([new(0, new(7, 0, 0)), new(3, new(10, 20, 30))], DeadJournal.TryRead(new MemoryStream(bytes), journal.Id, out _, out _)!.Drops);
    }

    [Fact]
    public void Numbers_AreThoseOfThePage()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "journal-format.md"));
        Assert.All(
            [
                $"version {JournalFormat.Version}", $"0x{JournalFormat.Magic:X16}", $"0x{JournalFormat.ChunkMagic:X8}", $"{JournalFormat.FileHeaderSize} + {JournalFormat.ChunkSize}",
                $"{JournalHeader.MaxAnchors} anchors", $"{JournalFormat.DropEntries} entries", JournalFormat.FileSuffix,
            ],
            number => Assert.Contains(number, page, StringComparison.Ordinal));
    }
}
