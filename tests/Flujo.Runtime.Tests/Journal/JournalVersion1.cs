using System.Buffers.Binary;
using System.Text;
using Flujo.Journal;

namespace Flujo.Runtime.Tests.Journal;

/// <summary>Writes what version 1 of the format wrote, by its specification: the program itself only reads it.</summary>
internal static class JournalVersion1
{
    public static byte[] HeaderOf(JournalHeader header, IReadOnlyList<ClockAnchor> anchors, long heartbeatNs)
    {
        byte[] bytes = new byte[4096];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, JournalFormat.Magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), 65536);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), header.ProcessId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), header.TicksPerSecond);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), heartbeatNs);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), anchors.Count);
        int at = 64;
        foreach (string text in (string[])[header.JournalId, header.BootId, header.Program, header.ProgramVersion, header.Host])
        {
            int length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(at + 2));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)length);
            at += 2 + length;
        }

        for (int i = 0; i < anchors.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2048 + (16 * i)), anchors[i].Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(2056 + (16 * i)), anchors[i].UtcNs);
        }

        return bytes;
    }

    /// <summary>A journal of version 2 as version 1 would have written it: its header, no drop table, and ends of runs with one count in place of three.</summary>
    public static byte[] Of(byte[] journal)
    {
        JournalHeader header = JournalHeader.TryRead(journal, out _)!;
        byte[] chunks = journal[JournalFormat.FileHeaderSize..];
        for (int index = 0; index * JournalFormat.ChunkSize < chunks.Length; index++)
        {
            Span<byte> chunk = chunks.AsSpan(index * JournalFormat.ChunkSize, JournalFormat.ChunkSize);
            if (ChunkReader.TryReadHeader(chunk, out uint generation, out _))
            {
                Rewrite(chunk, index, generation);
            }
        }

        return [.. HeaderOf(header, header.Anchors, header.HeartbeatNs), .. chunks];
    }

    /// <summary>Writes the chunk's records anew, the ends of runs shorter.</summary>
    private static void Rewrite(Span<byte> chunk, int index, uint generation)
    {
        byte[] before = chunk.ToArray();
        chunk[JournalFormat.ChunkHeaderSize..].Clear();
        var reader = new ChunkReader(index, generation, JournalFormat.ChunkHeaderSize);
        int at = JournalFormat.ChunkHeaderSize;
        while (reader.TryPeek(before, out RecordKind kind, out ReadOnlySpan<byte> body))
        {
            int length = kind == RecordKind.RunEnd ? 32 : body.Length;
            Span<byte> to = chunk.Slice(at + 8, JournalFormat.Padded(length));
            body[..length].CopyTo(to);
            uint crc = JournalFormat.Crc(JournalFormat.Seed(index, generation), to, length, kind);
            BinaryPrimitives.WriteUInt64LittleEndian(chunk[at..], JournalFormat.RecordHeader(length, kind, generation, crc));
            at += 8 + to.Length;
            reader.Advance(body.Length);
        }
    }
}
