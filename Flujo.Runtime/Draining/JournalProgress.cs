using System.Runtime.InteropServices;
using Flujo.Journal;

namespace Flujo.Draining;

/// <summary>How far each chunk has been drained, as the store keeps it: per chunk, in order, its generation and an offset (both u32).</summary>
internal static class JournalProgress
{
    /// <summary>Where to read on in a chunk.</summary>
    public static int OffsetFor(ReadOnlySpan<byte> progress, int chunkIndex, uint generation)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(progress);
        bool same = (chunkIndex * 2) + 1 < words.Length && words[chunkIndex * 2] == generation;
        int offset = same ? (int)words[(chunkIndex * 2) + 1] : JournalFormat.ChunkHeaderSize;
        return offset is >= JournalFormat.ChunkHeaderSize and <= JournalFormat.ChunkSize ? offset : JournalFormat.ChunkSize;
    }

    /// <summary>The progress after a batch: cursors where they stand, other chunks as they were.</summary>
    public static byte[] After(ReadOnlySpan<byte> before, IEnumerable<DrainCursor> cursors, int chunks)
    {
        byte[] progress = new byte[Math.Max(before.Length, chunks * 8)];
        before.CopyTo(progress);
        Span<uint> words = MemoryMarshal.Cast<byte, uint>(progress.AsSpan());
        foreach (DrainCursor cursor in cursors)
        {
            words[cursor.Reader.ChunkIndex * 2] = cursor.Reader.Generation;
            words[(cursor.Reader.ChunkIndex * 2) + 1] = (uint)cursor.Reader.Offset;
        }

        return progress;
    }
}
