using Flujo.Runtime.Tests.CompilerServices;
using Xunit;
using Shape = Flujo.TraceShape;

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
        Shape.Run("approval", Shape.Step("ask")).Paused().Verify(run.TraceTree);
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
        Shape.Run("approval", Shape.Step("ask")).Running().Verify(resumed.TraceTree);
        Step.Call("publish", static () => FlujoTrace.Current.AddUsage(2, 2, 0.25m));
        resumed.Complete();
        resumed.Dispose();
        TraceSpan after = resumed.TraceTree!;
        TraceShape whole = Shape.Run("approval", Shape.Step("ask"), Shape.Step("publish"));
        whole.Verify(after);
        Assert.Equal((before.SpanId, before.StartTime), (after.SpanId, after.StartTime));
        Assert.Equal(["pause", "resume"], after.Events.Select(static each => each.Name));
        Assert.Equal(0.75m, resumed.StepHistory.Sum(static step => step.CostUsd));
        Assert.Equal(3, after.All().Select(static span => span.SpanId).Distinct().Count());
        whole.Verify(run.TraceTree);
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
        Shape.Run("approval", Shape.Step("step_0"), Shape.Step("step_1"), Shape.Step("step_2")).Cancelled().Verify(run.TraceTree);
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
            Shape.Run("resumed", Shape.Step("goes_on")).Running().Verify(run.TraceTree);
            TraceEvent refused = run.TraceTree!.Events.Single();
            Assert.Equal("resume_failed", refused.Name);
            Assert.Contains(id == done.RunId ? $"run {id} is completed, not paused" : "there is no run", (string?)refused.Attributes["reason"], StringComparison.Ordinal);
        }

        Shape.Run("done").Verify(done.TraceTree);
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
            Shape.Run("approval", Shape.Step("outer_step"), Shape.Step("here")).Paused().Verify(run.TraceTree);
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
