using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flujo.Journal;

/// <summary>
/// The layout of a journal, all little-endian; <c>docs/journal-format.md</c> is its specification:
/// <code>
/// file   = header (4096 bytes) drop table (4096 bytes, since version 2) chunk*
/// chunk  = 64 KiB: magic u32, generation u32, constants u32 (1: never reused), unused to 64 bytes, then records
/// record = header u64 (body length u16, kind u8, generation u8, CRC32C u32), body, padded to 8 bytes
/// </code>
/// A record is there when its header is: the header is written last, with release semantics. The CRC covers the body and
/// is seeded with <see cref="Seed"/>, so that neither a torn body nor a record of an earlier generation passes.
/// </summary>
internal static class JournalFormat
{
    /// <summary>The version that is written. Read are this one and <see cref="OldestVersion"/>.</summary>
    public const int Version = 2;

    public const int OldestVersion = 1;
    public const ulong Magic = 0x314C_4E52_4A4C_4601; // "\x01FLJRNL1", read as little-endian
    public const uint ChunkMagic = 0x4B48_4346; // "FCHK"
    public const int HeaderPageSize = 4096;

    /// <summary>Entries of the drop table, 16 bytes each.</summary>
    public const int DropEntries = HeaderPageSize / 16;

    /// <summary>What stands before the first chunk: the header's page and the drop table's.</summary>
    public const int FileHeaderSize = 2 * HeaderPageSize;

    public const int ChunkSize = 64 * 1024;
    public const int ChunkHeaderSize = 64;
    public const int RecordHeaderSize = 8;

    /// <summary>The largest body: what fits into an empty chunk.</summary>
    public const int MaxBody = ChunkSize - ChunkHeaderSize - RecordHeaderSize;

    public const string FileSuffix = ".journal";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Padded(int bodyLength) => (bodyLength + 7) & ~7;

    /// <summary>What the CRC of a chunk's records begins with.</summary>
    public static uint Seed(int chunkIndex, uint generation) => ((uint)chunkIndex * 0x9E37_79B1u) ^ (generation * 0x85EB_CA77u) ^ 0x5A5A_1234u;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RecordHeader(int bodyLength, RecordKind kind, uint generation, uint crc) =>
        (uint)bodyLength | ((ulong)kind << 16) | ((ulong)(byte)generation << 24) | ((ulong)crc << 32);

    /// <summary>
    /// The CRC32C of a body whose length is padded with zeros to a multiple of 8. The first word, the ticks, comes last: a writer has the others
    /// done by the time the clock answers.
    /// </summary>
    public static uint Crc(uint seed, ReadOnlySpan<byte> paddedBody, int bodyLength, RecordKind kind)
    {
        uint crc = BitOperations.Crc32C(seed, Mix(bodyLength, kind));
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(paddedBody);
        foreach (ulong word in words[1..])
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        return BitOperations.Crc32C(crc, words[0]);
    }

    /// <summary>Length and kind as the CRC sees them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Mix(int bodyLength, RecordKind kind) => (uint)bodyLength | ((uint)kind << 16);

    /// <summary>The CRC32C of a part of the header, whose length is a multiple of 8.</summary>
    public static uint HeaderCrc(uint seed, ReadOnlySpan<byte> part)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(part))
        {
            seed = BitOperations.Crc32C(seed, word);
        }

        return seed;
    }
}
