using System.Buffers.Binary;
using System.Text;

namespace Flujo.Journal;

/// <summary>
/// The first 4096 bytes of a journal. The fixed fields are written once and have a checksum together; the heartbeat and the clock anchors change while the process
/// lives, and each of their places has its own. Offsets: 0 magic, 8 version, 12 chunk size, 16 process id, 20 offset of the first chunk, 24 ticks per second,
/// 32 checksum, 64 the texts, 2048 two heartbeats, 2080 the anchors. Version 1 is read by <see cref="JournalHeaderV1"/>.
/// </summary>
internal sealed class JournalHeader
{
    private const int ChecksumOffset = 32;
    private const int TextsOffset = 64;
    private const int TextsEnd = 2048;
    private const int HeartbeatsOffset = 2048;
    private const int HeartbeatSize = 16;
    private const int AnchorsOffset = 2080;
    private const int AnchorSize = 24;
    private const int LongestText = 300;
    private const uint FixedSeed = 0x464C_4A48;
    private const uint ChangingSeed = 0x464C_4A43;

    /// <summary>Places for anchors. The first anchor stands in the first two, so that no single fault takes the clock away; the others share the rest in turn.</summary>
    public const int MaxAnchors = (JournalFormat.HeaderPageSize - AnchorsOffset) / AnchorSize;

    public required string JournalId { get; init; }

    public required string BootId { get; init; }

    public required string Program { get; init; }

    public required string ProgramVersion { get; init; }

    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    public required long TicksPerSecond { get; init; }

    /// <summary>The format's version.</summary>
    public int Version { get; init; } = JournalFormat.Version;

    /// <summary>Where the first chunk is.</summary>
    public int Size => Version == 1 ? JournalFormat.HeaderPageSize : JournalFormat.FileHeaderSize;

    /// <summary>When the process was last seen alive, or 0 when that cannot be read.</summary>
    public long HeartbeatNs { get; init; }

    /// <summary>The anchors, oldest first; at least one.</summary>
    public IReadOnlyList<ClockAnchor> Anchors { get; init; } = [];

    /// <summary>Writes the fixed fields.</summary>
    public void WriteTo(Span<byte> header)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, JournalFormat.Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], JournalFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], JournalFormat.ChunkSize);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], ProcessId);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], Size);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], TicksPerSecond);
        Span<byte> texts = header[TextsOffset..TextsEnd];
        foreach (string text in (string[])[JournalId, BootId, Program, ProgramVersion, Host])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            int length = Math.Min(bytes.Length, LongestText);
            BinaryPrimitives.WriteUInt16LittleEndian(texts, (ushort)length);
            bytes.AsSpan(0, length).CopyTo(texts[2..]);
            texts = texts[(2 + length)..];
        }

        BinaryPrimitives.WriteUInt32LittleEndian(header[ChecksumOffset..], FixedChecksum(header));
    }

    /// <summary>Writes a heartbeat. Two places take turns: when a kill tears one, the other still stands.</summary>
    /// <param name="header">The header's page.</param>
    /// <param name="number">The how many-th it is.</param>
    /// <param name="utcNs">Now.</param>
    public static void WriteHeartbeat(Span<byte> header, long number, long utcNs)
    {
        Span<byte> place = header.Slice(HeartbeatsOffset + (int)(number & 1) * HeartbeatSize, HeartbeatSize);
        BinaryPrimitives.WriteInt64LittleEndian(place, utcNs);
        Seal(place);
    }

    /// <summary>Writes an anchor.</summary>
    /// <param name="header">The header's page.</param>
    /// <param name="number">The how many-th of the process it is; 0 is the first, which is never overwritten.</param>
    /// <param name="anchor">The anchor.</param>
    public static void WriteAnchor(Span<byte> header, int number, ClockAnchor anchor)
    {
        if (number == 0)
        {
            Write(header, 0, anchor);
            Write(header, 1, anchor);
        }
        else
        {
            Write(header, 2 + ((number - 1) % (MaxAnchors - 2)), anchor);
        }

        static void Write(Span<byte> header, int place, ClockAnchor anchor)
        {
            Span<byte> bytes = header.Slice(AnchorsOffset + (place * AnchorSize), AnchorSize);
            BinaryPrimitives.WriteInt64LittleEndian(bytes, anchor.Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], anchor.UtcNs);
            Seal(bytes);
        }
    }

    /// <summary>Whether it is the header of a journal whose format this program does not know yet.</summary>
    public static bool IsNewer(ReadOnlySpan<byte> header) => VersionOf(header) > JournalFormat.Version;

    /// <summary>Reads a header, or says why it is none.</summary>
    public static JournalHeader? TryRead(ReadOnlySpan<byte> header, out string problem)
    {
        int? version = VersionOf(header);
        problem = version is null ? "it does not begin like a journal"
            : version is < JournalFormat.OldestVersion or > JournalFormat.Version
                ? $"its format is version {version}, and this program reads versions {JournalFormat.OldestVersion} to {JournalFormat.Version}"
                : "";
        if (problem.Length > 0)
        {
            return null;
        }

        JournalHeader? read = version == 1 ? JournalHeaderV1.TryRead(header) : TryReadThis(header);
        problem = read is null ? "its header is damaged" : "";
        return read;
    }

    private static int? VersionOf(ReadOnlySpan<byte> header) =>
        header.Length >= JournalFormat.HeaderPageSize && BinaryPrimitives.ReadUInt64LittleEndian(header) == JournalFormat.Magic
            ? BinaryPrimitives.ReadInt32LittleEndian(header[8..])
            : null;

    private static JournalHeader? TryReadThis(ReadOnlySpan<byte> header)
    {
        List<ClockAnchor> anchors = ReadAnchors(header);
        long frequency = BinaryPrimitives.ReadInt64LittleEndian(header[24..]);
        int size = BinaryPrimitives.ReadInt32LittleEndian(header[20..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[ChecksumOffset..]) != FixedChecksum(header) || anchors.Count == 0 || frequency <= 0
            || size != JournalFormat.FileHeaderSize || BinaryPrimitives.ReadInt32LittleEndian(header[12..]) != JournalFormat.ChunkSize
            || ReadTexts(header[TextsOffset..TextsEnd]) is not { } texts)
        {
            return null;
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
            HeartbeatNs = Math.Max(ReadHeartbeat(header, 0), ReadHeartbeat(header, 1)),
            Anchors = anchors,
        };
    }

    /// <summary>The five texts, each with its length (u16) before it; null when they are damaged.</summary>
    internal static string[]? ReadTexts(ReadOnlySpan<byte> rest)
    {
        string[] texts = new string[5];
        for (int i = 0; i < texts.Length; i++)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
            if (length > rest.Length - 4)
            {
                return null;
            }

            texts[i] = Encoding.UTF8.GetString(rest.Slice(2, length));
            rest = rest[(2 + length)..];
        }

        return texts[0].Length == 0 ? null : texts;
    }

    private static long ReadHeartbeat(ReadOnlySpan<byte> header, int place)
    {
        ReadOnlySpan<byte> bytes = header.Slice(HeartbeatsOffset + (place * HeartbeatSize), HeartbeatSize);
        return IsSealed(bytes) ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : 0;
    }

    private static List<ClockAnchor> ReadAnchors(ReadOnlySpan<byte> header)
    {
        var anchors = new List<ClockAnchor>();
        for (int place = 0; place < MaxAnchors; place++)
        {
            ReadOnlySpan<byte> bytes = header.Slice(AnchorsOffset + (place * AnchorSize), AnchorSize);
            var anchor = new ClockAnchor(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]));
            if (IsSealed(bytes) && (anchors.Count == 0 || anchors[^1] != anchor))
            {
                anchors.Add(anchor);
            }
        }

        anchors.Sort(static (a, b) => a.Ticks.CompareTo(b.Ticks));
        return anchors;
    }

    private static uint FixedChecksum(ReadOnlySpan<byte> header) =>
        JournalFormat.HeaderCrc(JournalFormat.HeaderCrc(FixedSeed, header[..ChecksumOffset]), header[TextsOffset..TextsEnd]);

    /// <summary>The last 8 bytes of a place become the checksum of those before them. An empty place is not sealed.</summary>
    private static void Seal(Span<byte> place) =>
        BinaryPrimitives.WriteUInt64LittleEndian(place[^8..], JournalFormat.HeaderCrc(ChangingSeed, place[..^8]));

    private static bool IsSealed(ReadOnlySpan<byte> place) =>
        BinaryPrimitives.ReadUInt64LittleEndian(place[^8..]) == JournalFormat.HeaderCrc(ChangingSeed, place[..^8]);
}
