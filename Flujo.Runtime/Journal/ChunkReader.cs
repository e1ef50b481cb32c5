using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flujo.Journal;

/// <summary>
/// Walks the published records of one chunk, of a living process or of a dead one's file. Stops at the first header that does not match. Holds its
/// place between calls; the place moves only by <see cref="Advance"/>.
/// </summary>
internal struct ChunkReader(int chunkIndex, uint generation, int offset)
{
    private readonly uint _seed = JournalFormat.Seed(chunkIndex, generation);

    /// <summary>Where the next record's header is.</summary>
    public int Offset { get; private set; } = offset;

    public readonly int ChunkIndex => chunkIndex;

    public readonly uint Generation => generation;

    /// <summary>Looks at the next record without moving.</summary>
    public readonly bool TryPeek(ReadOnlySpan<byte> chunk, out RecordKind kind, out ReadOnlySpan<byte> body)
    {
        kind = RecordKind.None;
        body = default;
        int bodyAt = Offset + JournalFormat.RecordHeaderSize;
        if (bodyAt > chunk.Length)
        {
            return false;
        }

        ulong header = Volatile.Read(ref Unsafe.As<byte, ulong>(ref Unsafe.AsRef(in chunk[Offset])));
        if (header == 0)
        {
            return false;
        }

        int length = (int)(header & 0xFFFF);
        var headerKind = (RecordKind)(byte)(header >> 16);
        int padded = JournalFormat.Padded(length);
        if (length < 8 || padded > chunk.Length - bodyAt || (byte)(header >> 24) != (byte)generation
            || JournalFormat.Crc(_seed, chunk.Slice(bodyAt, padded), length, headerKind) != (uint)(header >> 32))
        {
            return false;
        }

        kind = headerKind;
        body = chunk.Slice(bodyAt, length);
        return true;
    }

    /// <summary>Whether, where no record is, there are bytes of one: a writer leaves zeros there.</summary>
    public readonly bool IsAtDamage(ReadOnlySpan<byte> chunk) =>
        Offset + JournalFormat.RecordHeaderSize <= chunk.Length && BinaryPrimitives.ReadUInt64LittleEndian(chunk[Offset..]) != 0
        && !TryPeek(chunk, out _, out _);

    /// <summary>Goes behind the record that was peeked at.</summary>
    public void Advance(int bodyLength) => Offset += JournalFormat.RecordHeaderSize + JournalFormat.Padded(bodyLength);

    /// <summary>The ticks that every body begins with.</summary>
    public static long TicksOf(ReadOnlySpan<byte> body) => MemoryMarshal.Read<long>(body);

    /// <summary>Reads a chunk's header.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> chunk, out uint generation, out bool constants)
    {
        generation = 0;
        constants = false;
        if (chunk.Length < JournalFormat.ChunkHeaderSize || BinaryPrimitives.ReadUInt32LittleEndian(chunk) != JournalFormat.ChunkMagic)
        {
            return false;
        }

        generation = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        constants = BinaryPrimitives.ReadUInt32LittleEndian(chunk[8..]) != 0;
        return generation != 0;
    }
}
