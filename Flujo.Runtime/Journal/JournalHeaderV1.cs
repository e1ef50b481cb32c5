using System.Buffers.Binary;

namespace Flujo.Journal;

/// <summary>
/// Reads the header of version 1, which had no checksums and no drop table: 32 heartbeat, 40 anchor count, 64 the texts, 2048 the anchors (16 bytes each), and the
/// chunks from 4096. A program that was updated finds such journals once.
/// </summary>
internal static class JournalHeaderV1
{
    private const int MaxAnchors = 128;

    public static JournalHeader? TryRead(ReadOnlySpan<byte> header)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(header[40..]);
        long frequency = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        if (count is < 1 or > MaxAnchors || frequency <= 0 || BinaryPrimitives.ReadInt32LittleEndian(header[12..]) != JournalFormat.ChunkSize
            || JournalHeader.ReadTexts(header[64..2048]) is not { } texts)
        {
            return null;
        }

        var anchors = new ClockAnchor[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> place = header.Slice(2048 + (i * 16), 16);
            anchors[i] = new ClockAnchor(BinaryPrimitives.ReadInt64LittleEndian(place), BinaryPrimitives.ReadInt64LittleEndian(place[8..]));
        }

        return new JournalHeader
        {
            JournalId = texts[0],
            BootId = texts[1],
            Program = texts[2],
            ProgramVersion = texts[3],
            Host = texts[4],
            ProcessId = BinaryPrimitives.ReadInt32LittleEndian(header[16..]),
            TicksPerSecond = frequency,
            Version = 1,
            HeartbeatNs = BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
            Anchors = anchors,
        };
    }
}
