using System.Runtime.InteropServices;
using Flujo.Draining;
using Flujo.Journal;
using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Random damage to a real journal's bytes, in memory: reading it neither throws nor hangs, and gives no record that was not written.</summary>
public sealed class JournalFuzzTests(DeadJournalBytes journal, ITestOutputHelper output) : IClassFixture<DeadJournalBytes>
{
    /// <summary>A part of the journal, so that a round costs little: constants and some chunks of spans.</summary>
    private readonly byte[] _bytes = journal.Bytes[..DeadJournalBytes.StartOf(Math.Min(4, journal.UsedChunks.Max() + 1))];

    [Fact]
    public void AnyDamage_GivesNoRecordThatWasNotWritten()
    {
        HashSet<int> written = [.. RecordsIn(ReadHeader(_bytes)!)];
        Assert.True(written.Count > 500);
        Repeat(Rounds.OfFuzz(1_500), random =>
        {
            if (ReadHeader(Damage(random)) is { } dead)
            {
                Assert.DoesNotContain(RecordsIn(dead), record => !written.Contains(record));
                Assert.Equal(0, Decode(dead));
            }
        });
    }

    [Fact]
    public void RecordsThatOnlyLookWhole_AreCountedOrTakenButNeverThrow()
    {
        PlacedRecord[] records = [.. journal.Records.Where(record => DeadJournalBytes.StartOf(record.Chunk + 1) <= _bytes.Length)];
        Repeat(Rounds.OfFuzz(1_000), random =>
        {
            byte[] bytes = [.. _bytes];
            for (int i = random.Next(1, 8); i > 0; i--)
            {
                Forge(bytes, records[random.Next(records.Length)], random);
            }

            Assert.InRange(Decode(ReadHeader(bytes)!), 0, 7);
        });
    }

    [Fact]
    public void ForgedRecords_DoNotKeepTheRestFromBeingStored()
    {
        PlacedRecord[] records = [.. journal.Records];
        Repeat(Rounds.OfFuzz(100) / 10, random =>
        {
            byte[] bytes = [.. journal.Bytes];
            for (int i = 0; i < 30; i++)
            {
                Forge(bytes, records[random.Next(records.Length)], random);
            }

            using StoreFolder folder = journal.Place(bytes);
            RecoveryReport report = JournalRecovery.Recover(folder.Store);
            Assert.False(report.StoreNotWritable, string.Join('\n', report.Problems));
            Assert.Empty(folder.Journals);
        });
    }

    private byte[] Damage(Random random)
    {
        byte[] bytes = [.. _bytes];
        int at = random.Next(bytes.Length);
        int length = random.Next(1, Math.Min(bytes.Length - at, 70_000) + 1);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes.AsSpan(at, length).Clear();
                break;
            case 2:
                random.NextBytes(bytes.AsSpan(at, length));
                break;
            case 3:
                bytes.AsSpan(at, length).CopyTo(bytes.AsSpan(random.Next(bytes.Length - length + 1)));
                break;
            case 4:
                for (int chunk = 0; chunk < 2; chunk++)
                {
                    bytes[DeadJournalBytes.StartOf(chunk) + random.Next(16)] ^= (byte)random.Next(1, 256);
                }

                break;
            default:
                for (int flips = random.Next(1, 200); flips > 0; flips--)
                {
                    bytes[random.Next(JournalFormat.FileHeaderSize, bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                break;
        }

        return bytes;
    }

    /// <summary>Changes a record's body, kind or length and seals it again, as only a hostile hand does.</summary>
    private static void Forge(byte[] bytes, PlacedRecord record, Random random)
    {
        Span<byte> chunk = bytes.AsSpan(DeadJournalBytes.StartOf(record.Chunk), JournalFormat.ChunkSize);
        ChunkReader.TryReadHeader(chunk, out uint generation, out _);
        int padded = record.To - record.From - JournalFormat.RecordHeaderSize;
        Span<byte> body = chunk.Slice(record.From + JournalFormat.RecordHeaderSize, padded);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
        }

        RecordKind kind = random.Next(4) == 0 ? (RecordKind)random.Next(256) : record.Kind;
        int length = random.Next(padded - 7, padded + 1);
        uint crc = JournalFormat.Crc(JournalFormat.Seed(record.Chunk, generation), body, length, kind);
        MemoryMarshal.Write(chunk[record.From..], JournalFormat.RecordHeader(length, kind, generation, crc));
    }

    private DeadJournal? ReadHeader(byte[] bytes) => DeadJournal.TryRead(new MemoryStream(bytes), journal.Id, out _, out _);

    /// <summary>A fingerprint of each record that can be read.</summary>
    private static List<int> RecordsIn(DeadJournal dead)
    {
        var records = new List<int>();
        foreach (DrainCursor cursor in dead.Cursors([]))
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
    /// <returns>How many records made no sense.</returns>
    private static long Decode(DeadJournal dead)
    {
        var merger = new RecordMerger();
        merger.Start(dead.Cursors([]));
        var decoder = new RecordDecoder(new TickClock(dead.Header.Anchors, dead.Header.TicksPerSecond), new Batch(), []);
        while (merger.Read(decoder, long.MaxValue, int.MaxValue))
        {
            // One read ends where a run goes on.
        }

        return decoder.Malformed;
    }

    private void Repeat(int rounds, Action<Random> act)
    {
        for (int round = 0; round < rounds; round++)
        {
            try
            {
                act(new Random(Rounds.Seed + round));
            }
            catch
            {
                output.WriteLine($"FLUJO_CRASH_SEED={Rounds.Seed + round}");
                throw;
            }
        }
    }
}
