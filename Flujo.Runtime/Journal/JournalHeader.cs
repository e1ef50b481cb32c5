using System.Buffers.Binary;
using System.Text;

namespace Flujo.Journal;

/// <summary>
/// The first 4096 bytes of a journal. Fixed fields are written once; the heartbeat and the clock anchors change while the
/// process lives. Offsets: 0 magic, 8 version, 12 chunk size, 16 process id, 24 ticks per second, 32 heartbeat (UTC ns),
/// 40 anchor count, 48 the texts (64 to 2047), 2048 the ring of anchors (16 bytes each: ticks, UTC ns).
/// </summary>
internal sealed class JournalHeader
{
    private const int HeartbeatOffset = 32;
    private const int AnchorCountOffset = 40;
    private const int TextsOffset = 64;
    private const int TextsEnd = 2048;
    private const int AnchorsOffset = 2048;
    public const int MaxAnchors = 128;

    public required string JournalId { get; init; }

    public required string BootId { get; init; }

    public required string Program { get; init; }

    public required string ProgramVersion { get; init; }

    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    public required long TicksPerSecond { get; init; }

    public long HeartbeatNs { get; init; }

    /// <summary>The anchors, oldest first.</summary>
    public IReadOnlyList<ClockAnchor> Anchors { get; init; } = [];

    /// <summary>Writes the fixed fields.</summary>
    public void WriteTo(Span<byte> header)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, JournalFormat.Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], JournalFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], JournalFormat.ChunkSize);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], ProcessId);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], TicksPerSecond);
        Span<byte> texts = header[TextsOffset..TextsEnd];
        foreach (string text in (string[])[JournalId, BootId, Program, ProgramVersion, Host])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = Math.Min(bytes.Length, 300);
            BinaryPrimitives.WriteUInt16LittleEndian(texts, (ushort)length);
            bytes.AsSpan(0, length).CopyTo(texts[2..]);
            texts = texts[(2 + length)..];
        }
    }

    public static void WriteHeartbeat(Span<byte> header, long utcNs) =>
        BinaryPrimitives.WriteInt64LittleEndian(header[HeartbeatOffset..], utcNs);

    /// <summary>Appends an anchor; when the ring is full the second anchor is forgotten, so that the first still converts the oldest ticks.</summary>
    public static void WriteAnchors(Span<byte> header, IReadOnlyList<ClockAnchor> anchors)
    {
        for (int i = 0; i < anchors.Count; i++)
        {
            Span<byte> slot = header[(AnchorsOffset + (i * 16))..];
            BinaryPrimitives.WriteInt64LittleEndian(slot, anchors[i].Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(slot[8..], anchors[i].UtcNs);
        }

        BinaryPrimitives.WriteInt32LittleEndian(header[AnchorCountOffset..], anchors.Count);
    }

    /// <summary>Whether it is the header of a journal whose format this program does not know yet.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> header) =>
        header.Length >= JournalFormat.FileHeaderSize && BinaryPrimitives.ReadUInt64LittleEndian(header) == JournalFormat.Magic
        && BinaryPrimitives.ReadInt32LittleEndian(header[8..]) > JournalFormat.Version;

    /// <summary>Reads a header, or says why it is none.</summary>
    public static JournalHeader? TryRead(ReadOnlySpan<byte> header, out string problem)
    {
        problem = "";
        if (header.Length < JournalFormat.FileHeaderSize || BinaryPrimitives.ReadUInt64LittleEndian(header) != JournalFormat.Magic)
        {
            problem = "it does not begin like a journal";
            return null;
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != JournalFormat.Version)
        {
            problem = $"its format is version {version}, and this program reads version {JournalFormat.Version}";
            return null;
        }

        string[] texts = new string[5];
        ReadOnlySpan<byte> rest = header[TextsOffset..TextsEnd];
        for (int i = 0; i < texts.Length; i++)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length > rest.Length - 4)
            {
                problem = "its header is damaged";
                return null;
            }

            texts[i] = Encoding.UTF8.GetString(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        int count = BinaryPrimitives.ReadInt32LittleEndian(header[AnchorCountOffset..]);
        long frequency = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        if (count is < 1 or > MaxAnchors || frequency <= 0 || texts[0].Length == 0
            || BinaryPrimitives.ReadInt32LittleEndian(header[12..]) != JournalFormat.ChunkSize)
        {
            problem = "its header is damaged";
            return null;
        }

        var anchors = new ClockAnchor[count];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> slot = header[(AnchorsOffset + (i * 16))..];
            anchors[i] = new ClockAnchor(BinaryPrimitives.ReadInt64LittleEndian(slot), BinaryPrimitives.ReadInt64LittleEndian(slot[8..]));
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
            HeartbeatNs = BinaryPrimitives.ReadInt64LittleEndian(header[HeartbeatOffset..]),
            Anchors = anchors,
        };
    }
}
