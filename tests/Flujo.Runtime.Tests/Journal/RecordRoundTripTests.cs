using Flujo.Journal;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

/// <summary>What a pen writes, a reader reads: <see cref="ThreadWriter"/> and <see cref="ChunkReader"/>.</summary>
public sealed unsafe class RecordRoundTripTests
{
    private readonly ChunkPool _pool = new(new AnonymousMemory(), 4 << 20, TimeSpan.Zero, static () => { });

    [Fact]
    public void RecordsOfAllSizes_ComeBackInOrder()
    {
        var random = new Random(1);
        var pen = new ThreadWriter(_pool);
        var written = new List<(RecordKind Kind, byte[] Body)>();
        for (int i = 0; i < 300; i++)
        {
            byte[] body = new byte[random.Next(8, 9_000)];
            random.NextBytes(body);
            var kind = (RecordKind)random.Next(1, 9);
            Write(pen, kind, body);
            written.Add((kind, body));
        }

        List<(RecordKind Kind, byte[] Body)> read = ReadAll();
        Assert.Equal(written.Count, read.Count);
        for (int i = 0; i < read.Count; i++)
        {
            Assert.Equal(written[i].Kind, read[i].Kind);
            Assert.Equal(written[i].Body, read[i].Body);
        }
    }

    [Theory]
    [InlineData(JournalFormat.MaxBody)]
    [InlineData(JournalFormat.MaxBody - 1)]
    [InlineData(8)]
    public void LargestAndSmallestBody_Fit(int length)
    {
        byte[] body = new byte[length];
        body.AsSpan().Fill(7);
        Write(new ThreadWriter(_pool), RecordKind.Payload, body);
        Assert.Equal(body, Assert.Single(ReadAll()).Body);
    }

    [Fact]
    public void BodyThatFitsNoChunk_HasNoRoom() => Assert.True(new ThreadWriter(_pool).Reserve(JournalFormat.MaxBody + 1, urgent: true) == null);

    [Fact]
    public void FourWordRecord_ReadsAsAnyOther()
    {
        var pen = new ThreadWriter(_pool);
        pen.Publish(pen.Reserve(32, urgent: false), 1, 2, 3, ulong.MaxValue, RecordKind.SpanEnd);
        byte[] body = Assert.Single(ReadAll()).Body;
        Assert.Equal([1UL, 2, 3, ulong.MaxValue], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(body).ToArray());
    }

    [Fact]
    public void RecordThatIsNotPublished_IsNotRead()
    {
        var pen = new ThreadWriter(_pool);
        Write(pen, RecordKind.Event, new byte[16]);
        new Span<byte>(pen.Reserve(16, urgent: false), 16).Fill(9);
        Assert.Single(ReadAll());
    }

    [Fact]
    public void RecordsOfAnEarlierGeneration_AreNotRead()
    {
        var pen = new ThreadWriter(_pool);
        Write(pen, RecordKind.Event, new byte[16]);
        Chunk chunk = Assert.Single(_pool.Snapshot(), static chunk => chunk.IsInUse);
        var reader = new ChunkReader(chunk.Index, chunk.Generation + 1, JournalFormat.ChunkHeaderSize);
        Assert.False(reader.TryPeek(chunk.Memory, out _, out _));
    }

    [Fact]
    public void RecordsOfAnotherChunk_AreNotRead()
    {
        Write(new ThreadWriter(_pool), RecordKind.Event, new byte[16]);
        Chunk chunk = Assert.Single(_pool.Snapshot(), static chunk => chunk.IsInUse);
        var reader = new ChunkReader(chunk.Index + 1, chunk.Generation, JournalFormat.ChunkHeaderSize);
        Assert.False(reader.TryPeek(chunk.Memory, out _, out _));
    }

    [Theory]
    [InlineData(JournalFormat.ChunkSize)]
    [InlineData(JournalFormat.ChunkSize - 7)]
    [InlineData(JournalFormat.ChunkSize - 8)]
    public void PlaceAtTheEndOfAChunk_HasNoRecord(int offset)
    {
        byte[] chunk = new byte[JournalFormat.ChunkSize];
        chunk.AsSpan().Fill(0xFF);
        Assert.False(new ChunkReader(0, 1, offset).TryPeek(chunk, out _, out _));
    }

    private static void Write(ThreadWriter pen, RecordKind kind, byte[] body)
    {
        byte* at = pen.Reserve(body.Length, urgent: false);
        Assert.True(at != null);
        body.CopyTo(new Span<byte>(at, body.Length));
        pen.Publish(at, body.Length, kind);
    }

    private List<(RecordKind Kind, byte[] Body)> ReadAll()
    {
        var records = new List<(RecordKind, byte[])>();
        foreach (Chunk chunk in _pool.Snapshot())
        {
            if (chunk.IsInUse)
            {
                var reader = new ChunkReader(chunk.Index, chunk.Generation, JournalFormat.ChunkHeaderSize);
                while (reader.TryPeek(chunk.Memory, out RecordKind kind, out ReadOnlySpan<byte> body))
                {
                    records.Add((kind, body.ToArray()));
                    reader.Advance(body.Length);
                }
            }
        }

        return records;
    }
}
