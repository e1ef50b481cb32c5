using System.Diagnostics;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Recording;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A journal that is full slows its writers; one that nobody empties makes them drop, and count.</summary>
public sealed class BackpressureTests
{
    private const int Chunk = 64 * 1024;

    [Fact]
    public void StoreThatIsLocked_DropsAreCountedInTheRunAndWhatIsKeptIsWhole()
    {
        const int Steps = 60_000;
        using StoreFolder folder = new StoreFolder().WithStore();
        int begun = 0;
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 16 * Chunk, MaxBlock = TimeSpan.FromMilliseconds(20) }))
        {
            using (folder.Lock())
            {
                using FlujoRun run = FlujoTrace.StartRun("crowded");
                long began = Stopwatch.GetTimestamp();
                for (int i = 0; i < Steps; i++)
                {
                    using FlujoSpan step = FlujoTrace.StartStep("step");
                    begun += step.IsRecording ? 1 : 0;
                }

                Assert.True(Stopwatch.GetElapsedTime(began) < LocalEngine.Patience, "whoever drops does not wait");
                run.Complete();
            }

            LocalEngine.Flush();
        }

        Assert.InRange(begun, 1, Steps - 1);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{begun}|{Steps - begun}"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
        Assert.Equal(0, store.Number("SELECT count(*) FROM spans WHERE status = 'interrupted'"));
    }

    [Theory]
    [InlineData(16, 2)]
    [InlineData(8, 4)]
    public void StoreThatMoves_SlowsItsWritersAndLosesNothing(int chunks, int threads)
    {
        const int Steps = 12_000;
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = chunks * Chunk, MaxBlock = TimeSpan.FromSeconds(30) }))
        {
            using FlujoRun run = FlujoTrace.StartRun("slowed");
            InParallel(threads, () =>
            {
                for (int i = 0; i < Steps; i++)
                {
                    FlujoTrace.StartStep("step").Dispose();
                }
            });
            run.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{Steps * threads}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void ThreadsThatDie_HandTheirChunksBack()
    {
        const int Threads = 200;
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 32 * Chunk, MaxBlock = TimeSpan.FromSeconds(10) }))
        {
            using FlujoRun run = FlujoTrace.StartRun("many_threads");
            for (int i = 0; i < Threads; i++)
            {
                InParallel(1, static () => FlujoTrace.StartStep("step").Dispose());
            }

            run.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{Threads}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
    }

    [Fact]
    public void ThreadsThatLiveAndRecordNoMore_HandTheirChunksBackAndGoOnLater()
    {
        const int Threads = 100;
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 32 * Chunk, MaxBlock = TimeSpan.FromSeconds(30) }))
        {
            using FlujoRun run = FlujoTrace.StartRun("many_threads");
            using var recorded = new CountdownEvent(Threads);
            using var goOn = new ManualResetEventSlim(false);
            Thread[] all = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
            {
                FlujoTrace.StartStep("early").Dispose();
                recorded.Signal();
                goOn.Wait();
                FlujoTrace.StartStep("late").Dispose();
            }))];
            Array.ForEach(all, static thread => thread.Start());
            Assert.True(recorded.Wait(LocalEngine.Patience), "threads wait for chunks that others hold and do not use");
            goOn.Set();
            Array.ForEach(all, static thread => Assert.True(thread.Join(LocalEngine.Patience)));
            run.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{2 * Threads}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        Assert.Equal([$"early|{Threads}", $"late|{Threads}"], store.Rows("SELECT name, count(*) FROM spans WHERE kind = 'step' AND status = 'completed' GROUP BY name"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void ChunksTakenBackWhileTheirThreadsWrite_LoseNothing()
    {
        const int Threads = 12;
        const int Steps = 6_000;
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 64 * Chunk, MaxBlock = TimeSpan.FromSeconds(30) }))
        {
            using FlujoRun run = FlujoTrace.StartRun("disturbed");
            using var over = new ManualResetEventSlim(false);
            var disturber = new Thread(() =>
            {
                while (!over.IsSet)
                {
                    // As the drainer does with idle chunks, but with those of threads in the midst of it.
                    Chunk[] chunks = [.. engine.Engine.Pool.Snapshot().Where(static chunk => chunk.IsInUse)];
                    Array.ForEach(chunks, static chunk => chunk.Pen?.TakeLimit());
                    Interlocked.MemoryBarrierProcessWide();
                    Array.ForEach(chunks, static chunk => chunk.Pen?.RetireIfIdle(chunk));
                }
            });
            disturber.Start();
            InParallel(Threads, () =>
            {
                for (int i = 0; i < Steps; i++)
                {
                    using FlujoSpan step = FlujoTrace.StartStep("step");
                    step.SetAttribute("i", i);
                }
            });
            over.Set();
            disturber.Join();
            run.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{Steps * Threads}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        Assert.Equal(Steps * Threads, store.Number("SELECT count(*) FROM span_attributes"));
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void SpansAfterShutdown_AreLostWithoutAnException()
    {
        using var folder = new StoreFolder();
        var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 64 * Chunk, MaxBlock = TimeSpan.FromMilliseconds(20) });
        using FlujoRun run = FlujoTrace.StartRun("goes_on");
        FlujoTrace.StartStep("before").Dispose();
        Assert.True(engine.Engine.Stop(LocalEngine.Patience));
        for (int i = 0; i < 40_000; i++)
        {
            using FlujoSpan step = FlujoTrace.StartStep("after");
            step.SetAttribute("text", "some more bytes for the journal, so that it needs chunk after chunk");
        }

        run.Complete();
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["before"], store.Rows("SELECT name FROM spans WHERE kind = 'step'"));
        Assert.Empty(folder.Journals);
        StoreAudit.NothingIsOpen(store);
    }

    private static void InParallel(int threads, Action work)
    {
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => work()))];
        Array.ForEach(all, static thread => thread.Start());
        Array.ForEach(all, static thread => Assert.True(thread.Join(LocalEngine.Patience)));
    }
}
