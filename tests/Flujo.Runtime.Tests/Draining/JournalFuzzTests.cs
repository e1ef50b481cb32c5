using Flujo.Draining;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Random damage to a real journal's bytes: reading it neither throws nor hangs, and gives no record and no span that was not written.</summary>
public sealed class JournalFuzzTests : IClassFixture<SmallDeadJournal>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(9);
    private readonly SmallDeadJournal _journal;
    private readonly ITestOutputHelper _output;

    /// <summary>The chunks that hold anything, and one that does not.</summary>
    private readonly byte[] _bytes;

    /// <summary>Up to where the last chunk holds anything.</summary>
    private readonly int _used;

    public JournalFuzzTests(SmallDeadJournal journal, ITestOutputHelper output)
    {
        (_journal, _output) = (journal, output);
        _bytes = journal.Bytes[..DeadJournalBytes.StartOf(journal.UsedChunks.Max() + 2)];
        _used = journal.Records.Max(static record => DeadJournalBytes.StartOf(record.Chunk) + record.To);
    }

    [Fact]
    public void AnyDamage_GivesNoRecordAndNoSpanThatWasNotWritten()
    {
        HashSet<int> written = [.. RecordsIn(ReadHeader(new MemoryStream(_bytes))!, [])];
        HashSet<(ulong, uint, SpanKind)> spans = [.. SpansIn(ReadHeader(new MemoryStream(_bytes))!, out _)];
        Assert.True(written.Count > 100 && spans.Count > 40);
        var mutation = new JournalMutation(_bytes);
        int readable = 0;
        Repeat(Rounds.OfFuzz(100_000), random =>
        {
            mutation.MakeGood();
            mutation.Damage(random, _used);
            if (ReadHeader(mutation.Stream) is { } dead)
            {
                readable++;
                byte[] progress = new byte[random.Next(2) * random.Next(64)];
                random.NextBytes(progress);
                Assert.True(written.IsSupersetOf(RecordsIn(dead, progress)), "a record that was not written");
                Assert.True(spans.IsSupersetOf(SpansIn(dead, out long malformed)), "a span that was not written");
                Assert.Equal(0, malformed);
            }
        });
        Assert.True(readable > 0, "all were refused");
    }

    [Fact]
    public void RecordsThatOnlyLookWhole_AreCountedOrTakenButNeverThrow()
    {
        var mutation = new JournalMutation(_bytes);
        Repeat(Rounds.OfFuzz(10_000), random =>
        {
            mutation.MakeGood();
            int forged = random.Next(1, 8);
            for (int i = 0; i < forged; i++)
            {
                mutation.Forge(_journal.Records[random.Next(_journal.Records.Count)], random);
            }

            SpansIn(ReadHeader(mutation.Stream)!, out long malformed);
            Assert.InRange(malformed, 0, forged);
        });
    }

    [Fact]
    public void DamagedJournals_StoreOnlyWhatWasWritten()
    {
        HashSet<string> written = [.. _journal.SpansWithout(static _ => false).Select(WithoutStatus)];
        var mutation = new JournalMutation(_bytes);
        Repeat(Rounds.OfFuzz(10_000) / 100, random =>
        {
            mutation.MakeGood();
            mutation.Damage(random, _used);
            using StoreFolder folder = _journal.Place(mutation.Bytes.ToArray());
            Assert.False(JournalRecovery.Recover(folder.Store).StoreNotWritable);
            using SqliteConnection store = folder.Connect();
            Assert.True(written.IsSupersetOf(DeadJournalBytes.SpansIn(store).Select(WithoutStatus)), "a span that was not written");
            StoreAudit.NothingIsOpen(store);
            Assert.Equal(["ok"], store.Rows("PRAGMA quick_check"));
        });
    }

    [Fact]
    public void ForgedRecords_DoNotKeepTheRestFromBeingStored()
    {
        var mutation = new JournalMutation(_bytes);
        Repeat(Rounds.OfFuzz(3_000) / 100, random =>
        {
            mutation.MakeGood();
            for (int i = 0; i < 30; i++)
            {
                mutation.Forge(_journal.Records[random.Next(_journal.Records.Count)], random);
            }

            using StoreFolder folder = _journal.Place(mutation.Bytes.ToArray());
            RecoveryReport report = JournalRecovery.Recover(folder.Store);
            Assert.False(report.StoreNotWritable, string.Join('\n', report.Problems));
            Assert.Empty(folder.Journals);
        });
    }

    private static string WithoutStatus(string span) => span[..span.LastIndexOf('|')];

    private DeadJournal? ReadHeader(Stream bytes) => DeadJournal.TryRead(bytes, _journal.Id, out _, out _);

    /// <summary>A fingerprint of each record that can be read.</summary>
    private static List<int> RecordsIn(DeadJournal dead, byte[] progress)
    {
        var records = new List<int>();
        foreach (DrainCursor cursor in dead.Cursors(progress))
        {
            while (cursor.Reader.TryPeek(cursor.Memory, out RecordKind kind, out ReadOnlySpan<byte> body))
            {
                var fingerprint = default(HashCode);
                fingerprint.Add(cursor.Reader.ChunkIndex);
                fingerprint.Add(kind);
                fingerprint.AddBytes(body);
                records.Add(fingerprint.ToHashCode());
                cursor.Reader.Advance(body.Length);
            }
        }

        return records;
    }

    /// <summary>Reads a journal as recovery does, without a store.</summary>
    /// <returns>The spans that it would store.</returns>
    private static List<(ulong Key, uint Parent, SpanKind Kind)> SpansIn(DeadJournal dead, out long malformed)
    {
        var merger = new RecordMerger();
        merger.Start(dead.Cursors([]));
        var batch = new Batch();
        var decoder = new RecordDecoder(new TickClock(dead.Header.Anchors, dead.Header.TicksPerSecond), batch, []);
        while (merger.Read(decoder, long.MaxValue, int.MaxValue))
        {
            // One read ends where a run goes on.
        }

        malformed = decoder.Malformed;
        var spans = new List<(ulong, uint, SpanKind)>();
        foreach (ref readonly SpanDelta span in batch.SortedSpans())
        {
            if (span.HasStart)
            {
                spans.Add((span.Key, span.ParentNo, span.Kind));
            }
        }

        return spans;
    }

    /// <summary>On a thread of its own, so that an endless loop is a failure and no endless test.</summary>
    private void Repeat(int rounds, Action<Random> act)
    {
        int reached = 0;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                for (; reached < rounds; reached++)
                {
                    act(new Random(Rounds.Seed + reached));
                }
            }
            catch (Exception error)
            {
                failure = error;
            }
        })
        { IsBackground = true };
        thread.Start();
        bool ended = thread.Join(Patience);
        _output.WriteLine($"FLUJO_CRASH_SEED={Rounds.Seed + reached}, {reached} of {rounds} rounds");
        Assert.True(ended, "a round does not end");
        Assert.Null(failure);
    }
}
