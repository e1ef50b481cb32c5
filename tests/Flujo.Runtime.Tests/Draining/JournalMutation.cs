using System.Runtime.InteropServices;
using Flujo.Journal;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A copy of a journal's bytes that is damaged at random and made good again, round by round. Costs what it touches, not what the journal holds.</summary>
internal sealed class JournalMutation(byte[] original)
{
    private readonly byte[] _bytes = [.. original];
    private readonly List<(int From, int Length)> _touched = [];
    private int _length = original.Length;

    /// <summary>The bytes as they are now.</summary>
    public MemoryStream Stream => new(_bytes, 0, _length, writable: false);

    public Span<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Undoes the last damage.</summary>
    public void MakeGood()
    {
        foreach ((int from, int length) in _touched)
        {
            original.AsSpan(from, length).CopyTo(_bytes.AsSpan(from));
        }

        _touched.Clear();
        _length = original.Length;
    }

    /// <summary>Cuts off, clears, overwrites, moves, or flips bits.</summary>
    /// <param name="random">How.</param>
    /// <param name="used">Up to where the journal holds anything; mostly, damage is done there.</param>
    public void Damage(Random random, int used)
    {
        int at = random.Next(random.Next(8) == 0 ? original.Length : used);
        int length = random.Next(1, Math.Min(original.Length - at, random.Next(4) == 0 ? 70_000 : 300) + 1);
        switch (random.Next(7))
        {
            case 0:
                _length = at;
                break;
            case 1:
                Touch(at, length).Clear();
                break;
            case 2:
                random.NextBytes(Touch(at, length));
                break;
            case 3:
                original.AsSpan(at, length).CopyTo(Touch(random.Next(original.Length - length + 1), length));
                break;
            case 4:
                for (int chunk = random.Next(1, 3); chunk > 0; chunk--)
                {
                    int header = DeadJournalBytes.StartOf(random.Next(Chunks)) + random.Next(16);
                    Touch(header, 1)[0] ^= (byte)random.Next(1, 256);
                }

                break;
            case 5:
                Touch(random.Next(JournalFormat.FileHeaderSize), 1)[0] ^= (byte)(1 << random.Next(8));
                break;
            default:
                for (int flips = random.Next(1, 20); flips > 0; flips--)
                {
                    Touch(random.Next(used), 1)[0] ^= (byte)(1 << random.Next(8));
                }

                break;
        }
    }

    /// <summary>Changes a record's body, kind or length and seals it again, as only a hostile hand does.</summary>
    public void Forge(PlacedRecord record, Random random)
    {
        int start = DeadJournalBytes.StartOf(record.Chunk);
        ChunkReader.TryReadHeader(original.AsSpan(start, JournalFormat.ChunkSize), out uint generation, out _);
        Span<byte> whole = Touch(start + record.From, record.To - record.From);
        Span<byte> body = whole[JournalFormat.RecordHeaderSize..];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
        }

        RecordKind kind = random.Next(4) == 0 ? (RecordKind)random.Next(256) : record.Kind;
        int length = random.Next(body.Length - 7, body.Length + 1);
        uint crc = JournalFormat.Crc(JournalFormat.Seed(record.Chunk, generation), body, length, kind);
        MemoryMarshal.Write(whole, JournalFormat.RecordHeader(length, kind, generation, crc));
    }

    private int Chunks => (original.Length - JournalFormat.FileHeaderSize) / JournalFormat.ChunkSize;

    private Span<byte> Touch(int from, int length)
    {
        _touched.Add((from, length));
        return _bytes.AsSpan(from, length);
    }
}
