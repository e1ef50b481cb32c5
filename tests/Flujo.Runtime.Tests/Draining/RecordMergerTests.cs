using Flujo.Draining;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

public sealed unsafe class RecordMergerTests
{
    private readonly ChunkPool _pool = new(new AnonymousMemory(), 4 << 20, TimeSpan.Zero, static () => { });
    private readonly RecordMerger _merger = new();
    private readonly Batch _batch = new();

    [Fact]
    public void ManyChunks_AreReadInTheOrderOfTime()
    {
        var random = new Random(1);
        ThreadWriter[] pens = [.. Enumerable.Range(0, 7).Select(_ => new ThreadWriter(_pool))];
        for (int ticks = 1; ticks <= 5_000; ticks++)
        {
            Write(pens[random.Next(pens.Length)], ticks);
        }

        Assert.False(Read(until: long.MaxValue, max: int.MaxValue));
        Assert.Equal(Enumerable.Range(1, 5_000).Select(static ticks => (long)ticks), Ticks());
    }

    [Fact]
    public void YoungerRecords_WaitForTheNextTime()
    {
        var pen = new ThreadWriter(_pool);
        var other = new ThreadWriter(_pool);
        Write(pen, 10);
        Write(other, 20);
        Write(pen, 30);
        Assert.False(Read(until: 20, max: 100));
        Assert.Equal([10, 20], Ticks());
    }

    [Fact]
    public void FullBatch_LeavesTheRestForTheNext()
    {
        var pen = new ThreadWriter(_pool);
        var other = new ThreadWriter(_pool);
        for (int ticks = 0; ticks < 100; ticks += 2)
        {
            Write(pen, ticks);
            Write(other, ticks + 1);
        }

        _merger.Start(Cursors());
        var decoder = new RecordDecoder(TickClock.StartNow(), _batch, []);
        int batches = 1;
        while (_merger.Read(decoder, long.MaxValue, maxRecords: 7))
        {
            batches++;
        }

        Assert.Equal(15, batches);
        Assert.Equal(Enumerable.Range(0, 100).Select(static ticks => (long)ticks), Ticks());
    }

    [Fact]
    public void RecordBehindALaterOneOfItsThread_KeepsItsPlace()
    {
        var pen = new ThreadWriter(_pool);
        var other = new ThreadWriter(_pool);
        Write(pen, 50);
        Write(pen, 40); // a record that took long to write
        Write(other, 45);
        Read(until: long.MaxValue, max: 100);
        Assert.Equal([45, 50, 40], Ticks());
    }

    private bool Read(long until, int max)
    {
        _merger.Start(Cursors());
        return _merger.Read(new RecordDecoder(TickClock.StartNow(), _batch, []), until, max);
    }

    private IEnumerable<DrainCursor> Cursors() => _pool.Snapshot().Where(static chunk => chunk.IsInUse).Select(static chunk => new DrainCursor(chunk));

    private IEnumerable<long> Ticks() => _batch.Attributes.Select(static attribute => attribute.Value.Bits);

    private static void Write(ThreadWriter pen, long ticks)
    {
        byte* body = pen.Reserve(64, urgent: false);
        var record = new RecordWriter(body);
        record.Long(ticks);
        record.Int(1);
        record.Int(1);
        record.Text("key");
        record.Value(AttributeValue.Of(ticks));
        pen.Publish(body, record.LengthFrom(body), RecordKind.Attribute);
    }
}
