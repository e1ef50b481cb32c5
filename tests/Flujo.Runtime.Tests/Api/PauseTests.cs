using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

public sealed class PauseTests
{
    [Fact]
    public void PausedRun_IsPausedEverywhere()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        FlujoRun run = FlujoTrace.StartRun("approval");
        Step.Call("ask");
        run.Pause("waits for Ann");
        run.Complete();
        run.Dispose();
        Assert.Equal(FlujoStatus.Paused, run.Status);
        Assert.Equal("approval=(ask)", run.TraceTree.Draw());
        Assert.Null(run.TraceTree!.EndTime);
        Assert.Equal(("pause", "waits for Ann"), (run.TraceTree.Events.Single().Name, run.TraceTree.Events.Single().Attributes["message"]));
        Assert.Equal(["paused null"], folder.Query("SELECT status, ended_at FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
    }

    [Theory]
    [InlineData("memory:")]
    [InlineData(null)]
    public void ResumedRun_GoesOnInTheSameTrace(string? uri)
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(uri ?? folder.Store);
        FlujoRun run = FlujoTrace.StartRun("approval", version: "2");
        Step.Call("ask", static () => FlujoTrace.Current.AddUsage(1, 1, 0.5m));
        run.Pause("waits");
        run.Dispose();
        TraceSpan before = run.TraceTree!;
        FlujoRun resumed = FlujoTrace.ResumeRun(run.RunId);
        Assert.Equal((run.RunId, FlujoStatus.Running), (resumed.RunId, resumed.Status));
        Assert.Equal("approval*(ask)", resumed.TraceTree.Draw());
        Step.Call("publish", static () => FlujoTrace.Current.AddUsage(2, 2, 0.25m));
        resumed.Complete();
        resumed.Dispose();
        TraceSpan after = resumed.TraceTree!;
        Assert.Equal("approval(ask, publish)", after.Draw());
        Assert.Equal((before.SpanId, before.StartTime), (after.SpanId, after.StartTime));
        Assert.Equal(["pause", "resume"], after.Events.Select(static each => each.Name));
        Assert.Equal(0.75m, resumed.StepHistory.Sum(static step => step.CostUsd));
        Assert.Equal(3, after.All().Select(static span => span.SpanId).Distinct().Count());
        Assert.Equal(after.Draw(), run.TraceTree.Draw());
        Assert.False(FlujoTrace.Current.IsRecording);
    }

    [Fact]
    public void PauseTwice_GoesOnTwice()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        FlujoRun run = FlujoTrace.StartRun("approval");
        for (int i = 0; i < 3; i++)
        {
            Step.Call($"step_{i}");
            run.Pause($"pause {i}");
            run.Dispose();
            run = FlujoTrace.ResumeRun(run.RunId);
        }

        run.Cancel();
        run.Dispose();
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal("approval?(step_0, step_1, step_2)", run.TraceTree.Draw());
        Assert.Equal(["1 cancelled 3"], folder.Query("SELECT count(*), status, total_steps FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
        Assert.Empty(folder.Query("SELECT 1 FROM journal_runs"));
    }

    [Fact]
    public void ResumeOfWhatIsNotPaused_BeginsANewRun()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun done = FlujoTrace.StartRun("done");
        done.Complete();
        done.Dispose();
        foreach (string? id in (string?[])[done.RunId, "", null, "nonsense", new('0', 32)])
        {
            using FlujoRun run = FlujoTrace.ResumeRun(id!);
            Step.Call("goes_on");
            Assert.NotEqual(done.RunId, run.RunId);
            Assert.Equal("resumed*(goes_on)", run.TraceTree.Draw());
        }

        Assert.Equal("done", done.TraceTree.Draw());
    }

    [Fact]
    public void SecondResume_DoesNotJoinTheFirst()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("approval");
        run.Pause("waits");
        run.Dispose();
        using FlujoRun first = FlujoTrace.ResumeRun(run.RunId);
        using FlujoRun second = FlujoTrace.ResumeRun(run.RunId);
        Assert.Equal(run.RunId, first.RunId);
        Assert.NotEqual(run.RunId, second.RunId);
    }

    [Fact]
    public async Task RunPausedInAnotherProcess_GoesOnHereAndInAThird()
    {
        using TempFolder folder = new();
        Child paused = await Child.RunAsync(folder, ["pause"]);
        Assert.Equal((0, ""), (paused.ExitCode, paused.Error));
        string runId = paused.Output["run_id"];
        Assert.Equal([$"{runId} paused 1"], folder.Query("SELECT run_id, status, total_steps FROM runs"));
        using (FlujoTrace.UseStore(folder.Store))
        {
            FlujoRun run = FlujoTrace.ResumeRun(runId);
            Step.Call("here");
            run.Pause("again");
            run.Dispose();
            Assert.Equal("approval=(outer_step, here)", run.TraceTree.Draw());
        }

        Child resumed = await Child.RunAsync(folder, ["resume", runId]);
        Assert.Equal((0, "", runId), (resumed.ExitCode, resumed.Error, resumed.Output["run_id"]));
        Assert.Equal(
            [$"{runId} completed 3 3 750000000000 33"],
            folder.Query("SELECT r.run_id, r.status, r.pipeline_version, r.total_steps, w.total_cost, r.total_tokens FROM runs r JOIN run_rows w ON w.run_id = r.run_id"));
        Assert.Equal(
            ["approval null", "outer_step approval", "here approval", "inner_step approval"],
            folder.Query("SELECT s.name, p.name FROM spans s LEFT JOIN spans p ON p.span_id = s.parent_span_id ORDER BY s.span_no"));
        Assert.Equal(["pause", "resume", "pause", "resume"], folder.Query("SELECT name FROM events ORDER BY at"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
        Assert.DoesNotContain(folder.Query("SELECT attributes FROM events"), static text => text.Contains("abcdef", StringComparison.Ordinal));
    }
}
