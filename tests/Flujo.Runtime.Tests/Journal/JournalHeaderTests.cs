using Flujo.Journal;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed class JournalHeaderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(JournalHeader.MaxAnchors)]
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
        JournalHeader.WriteAnchors(bytes, [new(1, 2)]);
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

    private static JournalHeader? Read(byte[] bytes) => JournalHeader.TryRead(bytes, out _);

    private static byte[] Written(IReadOnlyList<ClockAnchor> anchors)
    {
        byte[] bytes = new byte[JournalFormat.FileHeaderSize];
        Header("prögram").WriteTo(bytes);
        JournalHeader.WriteAnchors(bytes, anchors);
        JournalHeader.WriteHeartbeat(bytes, 77);
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
