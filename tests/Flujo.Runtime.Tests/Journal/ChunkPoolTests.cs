using System.Diagnostics;
using Flujo.Journal;
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
        pool.NoteProgress();
        Chunk? taken = null;
        var waiting = new Thread(() => taken = pool.Take(urgent: true));
        waiting.Start();
        Assert.True(woken.Wait(Patience, TestContext.Current.CancellationToken));
        pool.Return(all[3]);
        Assert.True(waiting.Join(Patience));
        Assert.Same(all[3], taken);
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
