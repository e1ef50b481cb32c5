using Flujo.Engines;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A paused run goes on once, however many want it.</summary>
public sealed class ResumeTests
{
    [Fact]
    public void ProcessesThatResumeOneRunAtOnce_OneGetsIt()
    {
        const int Processes = 3;
        using var folder = new StoreFolder();
        string runId = Pause(folder.Store);
        ChildProcess[] children = [.. Enumerable.Range(0, Processes).Select(_ => ChildProcess.Start(folder.Store, ["resume", runId]))];
        try
        {
            Array.ForEach(children, static child => child.ReadLine());
            Array.ForEach(children, static child => child.Go());
            string[] got = [.. children.Select(static child => child.ReadLine())];
            Assert.Single(got, runId);
            Assert.Equal(Processes, got.Distinct().Count());
            string[] notes = [.. children.Select(static child => child.End().Stderr)];
            Assert.Equal(Processes - 1, notes.Count(note => note.Contains("resume_failed", StringComparison.Ordinal) && note.Contains(runId, StringComparison.Ordinal)));

            using SqliteConnection store = folder.Connect();
            Assert.Equal(["completed|51"], store.Rows($"SELECT status, total_steps FROM runs WHERE run_id = '{runId}'"));
            Assert.Equal(["completed|50", "completed|50"], store.Rows("SELECT status, total_steps FROM runs WHERE pipeline_name = 'resumed'"));
            Assert.Equal(["1"], store.Rows($"SELECT count(DISTINCT name) FROM spans WHERE run_id = '{runId}' AND name LIKE 'step of%'"));
            StoreAudit.NothingIsOpen(store);
            StoreAudit.IsConsistent(store);
        }
        finally
        {
            Array.ForEach(children, static child => child.Dispose());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ThreadsThatResumeOneRunAtOnce_OneGetsIt(bool inMemory)
    {
        const int Threads = 8;
        using var folder = new StoreFolder();
        using IDisposable place = FlujoTrace.UseStore(inMemory ? "memory:" : folder.Store);
        for (int round = 0; round < 10; round++)
        {
            FlujoRun paused = FlujoTrace.StartRun("paused");
            paused.Pause("waits");
            paused.Dispose();
            using var start = new Barrier(Threads);
            string[] got = new string[Threads];
            ExecutionContext flow = ExecutionContext.Capture()!;
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => ExecutionContext.Run(flow.CreateCopy(), _ =>
            {
                start.SignalAndWait();
                using FlujoRun run = FlujoTrace.ResumeRun(paused.RunId);
                FlujoTrace.StartStep("step").Dispose();
                run.Complete();
                got[i] = run.RunId;
            }, null)))];
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            Assert.Single(got, paused.RunId);
            Assert.Equal("step", Assert.Single(paused.TraceTree!.Children).Name);
        }
    }

    [Fact]
    public void ResumedRunOfAProcessThatIsKilled_IsInterrupted()
    {
        using var folder = new StoreFolder();
        string runId = Pause(folder.Store);
        using (var engine = new LocalEngine(folder.Store))
        {
            Assert.True(engine.Engine.TryClaim(runId, LocalEngine.Patience, out PausedRun? paused));
            Assert.Equal(runId, paused!.RunId); // and here the process ends, before it has recorded anything
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["interrupted"], store.Rows("SELECT status FROM runs"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunPausedWhileTheStoreIsLocked_GoesOnInItsProcess()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        string paused, resumed;
        using (var engine = new LocalEngine(folder.Store))
        {
            using (folder.Lock())
            {
                paused = Pause();
                using FlujoRun run = FlujoTrace.ResumeRun(paused);
                FlujoTrace.StartStep("after").Dispose();
                run.Complete();
                resumed = run.RunId;
            }
        }

        Assert.Equal(paused, resumed);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|2"], store.Rows("SELECT status, total_steps FROM runs"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void RunsThatWereResumedAndEnded_AreForgottenByTheirProcess()
    {
        using var folder = new StoreFolder();
        string earlier = Pause(folder.Store);
        using (var engine = new LocalEngine(folder.Store))
        {
            foreach (string runId in (string[])[earlier, Pause()])
            {
                using FlujoRun run = FlujoTrace.ResumeRun(runId);
                using (FlujoTrace.StartStep("after"))
                {
                    run.Pause("once more");
                }

                using FlujoRun again = FlujoTrace.ResumeRun(runId);
                FlujoTrace.StartStep("in_the_end").Dispose();
                again.Complete();
            }

            LocalEngine.Flush();
            using SqliteConnection live = folder.Connect();
            Assert.Equal(0, live.Number("SELECT (SELECT count(*) FROM journal_runs) + (SELECT count(*) FROM open_spans)"));
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|3", "completed|3"], store.Rows("SELECT status, total_steps FROM runs"));
        StoreAudit.IsConsistent(store);
    }

    private static string Pause(string store)
    {
        using var engine = new LocalEngine(store);
        return Pause();
    }

    private static string Pause()
    {
        using FlujoRun run = FlujoTrace.StartRun("paused");
        FlujoTrace.StartStep("before").Dispose();
        run.Pause("waits");
        return run.RunId;
    }
}
