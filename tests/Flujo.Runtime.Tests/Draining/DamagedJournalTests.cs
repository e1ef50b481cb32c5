using System.Buffers.Binary;
using Flujo.Draining;
using Flujo.Journal;
using Flujo.Runtime.Tests.Journal;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Journals that were damaged after their process's death: what is intact is recovered, and nothing is invented.</summary>
public sealed class DamagedJournalTests(DeadJournalBytes journal) : IClassFixture<DeadJournalBytes>
{
    private readonly Random _random = new(Rounds.Seed);

    [Fact]
    public void IntactJournal_IsRecoveredWholeAndInSilence()
    {
        using StoreFolder folder = journal.Place(journal.Bytes);
        Assert.Empty(Recover(folder));
        Holds(folder, static _ => false);
    }

    [Fact]
    public void JournalCutOffInARecord_IsRecoveredUpToThere()
    {
        for (int i = 0; i < 8; i++)
        {
            PlacedRecord cut = journal.Records[_random.Next(journal.Records.Count)];
            int length = DeadJournalBytes.StartOf(cut.Chunk) + _random.Next(cut.From + 1, cut.From + 9);
            using StoreFolder folder = journal.Place(journal.Bytes[..length]);
            Assert.Contains("damaged", Assert.Single(Recover(folder)), StringComparison.Ordinal);
            Holds(folder, record => record.Chunk > cut.Chunk || (record.Chunk == cut.Chunk && record.From >= cut.From));
        }
    }

    [Fact]
    public void BitThatFlipped_EndsItsChunkAndNoOther()
    {
        for (int i = 0; i < 12; i++)
        {
            PlacedRecord hit = journal.Records[_random.Next(journal.Records.Count)];
            byte[] bytes = [.. journal.Bytes];
            bytes[DeadJournalBytes.StartOf(hit.Chunk) + _random.Next(hit.From, hit.To)] ^= (byte)(1 << _random.Next(8));
            using StoreFolder folder = journal.Place(bytes);
            Assert.Contains("damaged", Assert.Single(Recover(folder)), StringComparison.Ordinal);
            Holds(folder, record => record.Chunk == hit.Chunk && record.From >= hit.From);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void ChunkWhoseHeaderIsDestroyed_IsLostAndNoOther(int at)
    {
        int chunk = journal.UsedChunks[_random.Next(journal.UsedChunks.Length)];
        byte[] bytes = [.. journal.Bytes];
        bytes.AsSpan(DeadJournalBytes.StartOf(chunk) + at, 4).Fill(0xEE);
        using StoreFolder folder = journal.Place(bytes);
        Assert.Contains("damaged", Assert.Single(Recover(folder)), StringComparison.Ordinal);
        Holds(folder, record => record.Chunk == chunk);
    }

    [Theory]
    [InlineData(0, 4096)] // all of it
    [InlineData(0, 8)] // the magic
    [InlineData(12, 4)] // the size of a chunk
    [InlineData(20, 4)] // where the chunks begin
    [InlineData(24, 8)] // how many ticks a second has
    [InlineData(32, 4)] // the checksum
    [InlineData(66, 4)] // the id
    [InlineData(2080, 48)] // the clock
    public void JournalWhoseHeaderIsDestroyed_IsKeptAndNamed(int from, int length)
    {
        byte[] bytes = [.. journal.Bytes];
        bytes.AsSpan(from, length).Fill(0xEE);
        using StoreFolder folder = journal.Place(bytes);
        Assert.Contains(Assert.Single(folder.Journals), Assert.Single(Recover(folder)), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Assert.Single(folder.Journals)));
        Holds(folder, static _ => true);
    }

    [Theory]
    [InlineData(2048, 32)] // the heartbeats
    [InlineData(2080, 24)] // the first anchor, which stands there twice
    [InlineData(4096, 4096)] // what was dropped
    public void PartOfTheHeaderThatCanBeMissed_LosesNoSpan(int from, int length)
    {
        byte[] bytes = [.. journal.Bytes];
        bytes.AsSpan(from, length).Fill(0xEE);
        using StoreFolder folder = journal.Place(bytes);
        Assert.Empty(Recover(folder));
        Holds(folder, static _ => false);
    }

    [Fact]
    public void JournalOfVersion1_IsRecoveredWhole()
    {
        using StoreFolder folder = journal.Place(JournalVersion1.Of(journal.Bytes));
        Assert.Empty(Recover(folder));
        Holds(folder, static _ => false);
        Assert.Empty(folder.Journals);
    }

    [Fact]
    public void JournalOfANewerVersion_IsLeftAloneAndNamed()
    {
        byte[] bytes = [.. journal.Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), JournalFormat.Version + 1);
        using StoreFolder folder = journal.Place(bytes);
        Assert.Contains($"version {JournalFormat.Version + 1}", Assert.Single(Recover(folder)), StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(Assert.Single(folder.Journals)));
        Holds(folder, static _ => true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(8191)]
    public void JournalThatHasNoRecordYet_IsRemoved(int length)
    {
        using StoreFolder folder = journal.Place(journal.Bytes[..length]);
        Assert.Empty(Recover(folder));
        Assert.Empty(folder.Journals);
        Holds(folder, static _ => true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(4096)]
    public void JournalOfRunsThatTheStoreHas_IsDestroyedAndNothingSaysRunning(int keptLength)
    {
        using var folder = new StoreFolder();
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["crash", folder.Reports(0), "1", "1"]))
        {
            child.ReadLine();
            child.Kill();
        }

        string path = Assert.Single(folder.Journals);
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(0, 300).Fill(0xEE);
        File.WriteAllBytes(path, keptLength == 4096 ? bytes : bytes[..keptLength]);
        Assert.NotEmpty(Recover(folder));
        using SqliteConnection store = folder.Connect();
        Assert.NotEqual(0, store.Number("SELECT count(*) FROM run_rows"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void OtherFilesBesideTheStore_AreLeftAlone()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        string[] others = ["store.db.journal", "store.db.0123456789abcde.journal", "other.db.0123456789abcdef.journal", "store.db.0123456789abcdef.journal.bak"];
        Array.ForEach(others, other => File.WriteAllText(folder.At(other), ""));
        Assert.Empty(Recover(folder));
        Assert.All(others, other => Assert.True(File.Exists(folder.At(other))));
    }

    private static string[] Recover(StoreFolder folder)
    {
        RecoveryReport report = JournalRecovery.Recover(folder.Store);
        string[] problems = [.. report.Problems];
        Assert.All(problems, problem => Assert.Contains(folder.Root, problem, StringComparison.Ordinal));
        return problems;
    }

    private void Holds(StoreFolder folder, Func<PlacedRecord, bool> isLost)
    {
        using SqliteConnection store = folder.Connect();
        Assert.Equal(journal.SpansWithout(isLost), DeadJournalBytes.SpansIn(store));
        Assert.Equal(["ok"], store.Rows("PRAGMA quick_check"));
        StoreAudit.NothingIsOpen(store);
    }
}
