using Flujo.Journal;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed class JournalHeaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(JournalHeader.MaxAnchors - 1)]
    public void Header_ComesBackAsItWas(int anchorCount)
    {
        ClockAnchor[] anchors = [.. Enumerable.Range(1, anchorCount).Select(static i => new ClockAnchor(i, -i))];
        JournalHeader read = Read(Written(anchors))!;
        Assert.Equal("id", read.JournalId);
        Assert.Equal("boot", read.BootId);
        Assert.Equal("prögram", read.Program);
        Assert.Equal("1.2", read.ProgramVersion);
        Assert.Equal("host", read.Host);
        Assert.Equal(42, read.ProcessId);
        Assert.Equal(1_000_000, read.TicksPerSecond);
        Assert.Equal(77, read.HeartbeatNs);
        Assert.Equal(anchors, read.Anchors);
    }

    [Fact]
    public void LongTexts_AreCutAndLeaveTheRestReadable()
    {
        byte[] bytes = new byte[JournalFormat.FileHeaderSize];
        Header(new string('ü', 5_000)).WriteTo(bytes);
        JournalHeader.WriteAnchor(bytes, 0, new(1, 2));
        JournalHeader read = Read(bytes)!;
        Assert.Equal("host", read.Host);
    }

    [Fact]
    public void AnyBytes_AreReadOrRefusedWithAReason()
    {
        var random = new Random(1);
        byte[] good = Written([new(1, 2)]);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = [.. good];
            for (int flips = random.Next(1, 40); flips > 0; flips--)
            {
                bytes[random.Next(random.Next(2) == 0 ? 200 : bytes.Length)] = (byte)random.Next(256);
            }

            JournalHeader? read = JournalHeader.TryRead(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out string problem);
            Assert.Equal(read is null, problem.Length > 0);
        }
    }

    [Fact]
    public void MoreAnchorsThanPlaces_KeepTheFirstAndTheNewest()
    {
        ClockAnchor[] anchors = [.. Enumerable.Range(1, 300).Select(static i => new ClockAnchor(i, -i))];
        Assert.Equal([anchors[0], .. anchors[^(JournalHeader.MaxAnchors - 2)..]], Read(Written(anchors))!.Anchors);
    }

    [Fact]
    public void AnyBitThatFlipsInAFixedField_IsNoticed()
    {
        byte[] good = Written([new(1, 2)]);
        for (int at = 0; at < 2048; at++)
        {
            byte[] bytes = [.. good];
            bytes[at] ^= (byte)(1 << (at % 8));
            bool counts = at is < 36 or >= 64;
            Assert.True(Read(bytes) is null == counts, $"byte {at}");
        }
    }

    [Fact]
    public void AnyBitThatFlipsInWhatChanges_LosesThatPlaceAlone()
    {
        byte[] good = Written([new(1, 2), new(10, 20)]);
        for (int at = 2048; at < JournalFormat.HeaderPageSize; at++)
        {
            byte[] bytes = [.. good];
            bytes[at] ^= (byte)(1 << (at % 8));
            JournalHeader read = Read(bytes)!;
            Assert.Contains(read.HeartbeatNs, (long[])[76, 77]);
            Assert.Equal(new(1, 2), read.Anchors[0]);
            Assert.All(read.Anchors, anchor => Assert.Contains(anchor, (ClockAnchor[])[new(1, 2), new(10, 20)]));
        }
    }

    [Fact]
    public void Version1_IsStillRead()
    {
        byte[] bytes = JournalVersion1.HeaderOf(Header("old"), [new(5, 6), new(7, 8)], heartbeatNs: 99);
        JournalHeader read = Read(bytes)!;
        Assert.Equal((1, 4096, "old", 99), (read.Version, read.Size, read.Program, read.HeartbeatNs));
        Assert.Equal([new(5, 6), new(7, 8)], read.Anchors);
    }

    private static JournalHeader? Read(byte[] bytes) => JournalHeader.TryRead(bytes, out _);

    private static byte[] Written(IReadOnlyList<ClockAnchor> anchors)
    {
        byte[] bytes = new byte[JournalFormat.FileHeaderSize];
        Header("prögram").WriteTo(bytes);
        for (int i = 0; i < anchors.Count; i++)
        {
            JournalHeader.WriteAnchor(bytes, i, anchors[i]);
        }

        JournalHeader.WriteHeartbeat(bytes, 0, 76);
        JournalHeader.WriteHeartbeat(bytes, 1, 77);
        return bytes;
    }

    private static JournalHeader Header(string program) => new()
    {
        JournalId = "id",
        BootId = "boot",
        Program = program,
        ProgramVersion = "1.2",
        Host = "host",
        ProcessId = 42,
        TicksPerSecond = 1_000_000,
    };
}
