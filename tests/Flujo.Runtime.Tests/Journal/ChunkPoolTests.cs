using System.Diagnostics;
using Flujo.Journal;
using Flujo.Vocabulary;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed class ChunkPoolTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void ReturnedChunk_ComesBackZeroedUnderANewGeneration()
    {
        ChunkPool pool = Pool(16, TimeSpan.Zero);
        Chunk chunk = pool.Take(urgent: false)!;
        uint generation = chunk.Generation;
        chunk.Retire();
        pool.Return(chunk);
        Chunk again = pool.Take(urgent: false)!;
        Assert.Same(chunk, again);
        Assert.Equal(generation + 1, again.Generation);
        Assert.False(again.Retired);
        Assert.True(ChunkReader.TryReadHeader(again.Memory, out uint read, out bool constants) && read == again.Generation && !constants);
        Assert.Equal(-1, again.Memory[JournalFormat.ChunkHeaderSize..].IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void FullPool_KeepsFourChunksForWhatMatters()
    {
        ChunkPool pool = Pool(16, TimeSpan.Zero);
        Assert.Equal(12, TakeAll(pool, urgent: false));
        Assert.Equal(4, TakeAll(pool, urgent: true));
    }

    [Fact]
    public void DrainerThatStandsStill_MakesNobodyWait()
    {
        ChunkPool pool = Pool(16, TimeSpan.FromMilliseconds(1));
        TakeAll(pool, urgent: true);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Null(pool.Take(urgent: true));
        }

        Assert.True(Stopwatch.GetElapsedTime(began) < Patience);
    }

    [Fact]
    public void WaitingThread_GetsTheChunkThatComesBack()
    {
        using var woken = new ManualResetEventSlim();
        ChunkPool pool = new(new AnonymousMemory(), 16 * JournalFormat.ChunkSize, Patience, woken.Set);
        Chunk[] all = [.. Enumerable.Range(0, 16).Select(_ => pool.Take(urgent: true)!)];
        pool.NoteProgress(Stopwatch.GetTimestamp());
        Chunk? taken = null;
        var waiting = new Thread(() => taken = pool.Take(urgent: true));
        waiting.Start();
        Assert.True(woken.Wait(Patience, TestContext.Current.CancellationToken));
        pool.Return(all[3]);
        Assert.True(waiting.Join(Patience));
        Assert.Same(all[3], taken);
    }

    [Fact]
    public unsafe void RecordThatFindsNoRoom_WaitsForADrainerThatMovesNoLongerThanMaxBlock()
    {
        TimeSpan maxBlock = TimeSpan.FromMilliseconds(50);
        ChunkPool pool = Pool(16, maxBlock);
        TakeAll(pool, urgent: true);
        using var over = new CancellationTokenSource();
        using var moves = new ManualResetEventSlim();
        var drainer = new Thread(() =>
        {
            while (!over.IsCancellationRequested)
            {
                pool.NoteProgress(Stopwatch.GetTimestamp()); // it moves, and never has a chunk to give back
                moves.Set();
            }
        });
        drainer.Start();
        Assert.True(moves.Wait(Patience));
        var pen = new ThreadWriter(pool);
        long began = Stopwatch.GetTimestamp();
        Assert.True(pen.Reserve(32, urgent: false) == null);
        Assert.InRange(Stopwatch.GetElapsedTime(began), maxBlock / 2, Patience);
        Assert.Equal(DropCause.Slow, pen.Refusal);
        over.Cancel();
        drainer.Join();
    }

    [Fact]
    public unsafe void Refusal_SaysWhy()
    {
        ChunkPool pool = Pool(16, TimeSpan.Zero);
        var pen = new ThreadWriter(pool);
        Assert.True(pen.Reserve(JournalFormat.MaxBody + 1, urgent: true) == null);
        Assert.Equal(DropCause.TooLarge, pen.Refusal);
        TakeAll(pool, urgent: true);
        Assert.True(pen.Reserve(32, urgent: true) == null);
        Assert.Equal(DropCause.Stalled, pen.Refusal);
        pool.IsEnded = true;
        Assert.True(pen.Reserve(32, urgent: true) == null);
        Assert.Equal(DropCause.Ended, pen.Refusal);
    }

    [Fact]
    public void FileThatWasClosed_GivesNoMoreChunksAndNoException()
    {
        string path = Path.Combine(Path.GetTempPath(), $"flujo-{Guid.NewGuid():n}.journal");
        JournalFile file = JournalFile.Create(path);
        ChunkPool pool = new(file, 64 * JournalFormat.ChunkSize, TimeSpan.Zero, static () => { });
        Assert.NotNull(pool.Take(urgent: true));
        file.Delete();
        TakeAll(pool, urgent: true);
        Assert.Null(pool.Take(urgent: true));
        Assert.False(File.Exists(path));
    }

    private static ChunkPool Pool(int chunks, TimeSpan maxBlock) =>
        new(new AnonymousMemory(), chunks * JournalFormat.ChunkSize, maxBlock, static () => { });

    private static int TakeAll(ChunkPool pool, bool urgent)
    {
        int taken = 0;
        while (pool.Take(urgent) is not null)
        {
            taken++;
        }

        return taken;
    }
}
