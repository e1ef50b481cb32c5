using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class PipelinePauseTests
{
    private int _drafts;

    private FlujoRunner<string, string> Runner => new(Pipeline.Create<string>("approval")
        .Step("write_draft", topic =>
        {
            _drafts++;
            FlujoTrace.Current.AddUsage(1, 2, 0.5m);
            return $"draft about {topic}";
        })
        .Pause<bool>("ask_editor", static draft => $"Publish the {draft}? token: abcdef123456")
        .Step("publish", static isApproved => isApproved ? "published" : "dropped")
        .Pause<int>("ask_price", static outcome => $"{outcome}; for how much?")
        .Step("sell", static price => $"sold for {price}"));

    [Fact]
    public async Task PausedPipeline_GoesOnWithTheAnswerInTheSameTrace()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        PipelineResult<string> paused = await Runner.ExecuteAsync("tides");
        Assert.Equal((false, FlujoStatus.Paused, null), (paused.Success, paused.Status, paused.Error));
        Run("approval", Step("write_draft")).Paused().Verify(paused.TraceTree);
        string? message = (string?)paused.TraceTree!.Events.Single().Attributes["message"];
        Assert.StartsWith("Publish the draft about tides?", message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef", message, StringComparison.Ordinal);

        PipelineResult<string> again = await Runner.ResumeAsync(paused.RunId, true);
        Assert.Equal((FlujoStatus.Paused, paused.RunId), (again.Status, again.RunId));
        PipelineResult<string> result = await Runner.ResumeAsync(paused.RunId, 12);
        Assert.Equal((true, "sold for 12", paused.RunId), (result.Success, result.Output, result.RunId));
        Run("approval", Step("write_draft"), Step("ask_editor"), Step("publish"), Step("ask_price"), Step("sell")).Verify(result.TraceTree);
        Assert.Equal(["pause", "resume", "pause", "resume"], result.TraceTree!.Events.Select(static each => each.Name));
        Assert.Equal(["write_draft", "ask_editor", "publish", "ask_price", "sell"], result.StepHistory.Select(static step => step.Name));
        Assert.Equal((1, 0.5m, 3L), (_drafts, result.TotalCostUsd, result.TotalTokens));
        Assert.Equal(["1 completed"], folder.Query("SELECT count(*), status FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
    }

    [Fact]
    public async Task PipelinePausedInAnotherProcess_GoesOnHere()
    {
        using TempFolder folder = new();
        Child child = await Child.RunAsync(folder, ["pipeline-pause"]);
        Assert.Equal((0, "", "Paused"), (child.ExitCode, child.Error, child.Output["status"]));
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        PipelineResult<string> result = await Runner.ResumeAsync(child.Output["run_id"].ToUpperInvariant(), true);
        Run("approval", Step("write_draft"), Step("ask_editor"), Step("publish")).Paused().Verify(result.TraceTree);
        Assert.Equal((0, child.Output["run_id"]), (_drafts, result.RunId));
    }

    [Fact]
    public async Task RunThatCannotGoOn_IsAFailedResultAndStaysAsItIs()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        PipelineResult<string> paused = await Runner.ExecuteAsync("tides");
        PipelineResult<string> done = await new FlujoRunner<string, string>(Pipeline.Create<string>("approval")).ExecuteAsync("x");
        FlujoRun other = FlujoTrace.StartRun("another");
        other.Pause("waits");
        other.Dispose();
        await RefusedAsync(done.RunId, true, "is completed, not paused");
        await RefusedAsync(new string('0', 32), true, "there is no run");
        await RefusedAsync("", true, "there is no run");
        await RefusedAsync(null!, true, "there is no run");
        await RefusedAsync(other.RunId, true, "of pipeline 'another' has stopped after 0 steps");
        await RefusedAsync(paused.RunId, "yes", "waits at 'ask_editor' for a Boolean, and was given a String");
        await RefusedAsync<object?>(paused.RunId, null, "and was given null");
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal(["another paused", "approval completed", "approval paused"], folder.Query("SELECT pipeline_name, status FROM runs ORDER BY 1, 2"));

        PipelineResult<string> untraced = await new FlujoRunner<string, string>(Pipeline.Create<string>("approval"), enableTracing: false).ResumeAsync(paused.RunId, true);
        Assert.Contains("tracing is off", untraced.Error!.Message, StringComparison.Ordinal);

        async Task RefusedAsync<T>(string runId, T answer, string reason)
        {
            PipelineResult<string> result = await Runner.ResumeAsync(runId, answer);
            Assert.Equal((false, FlujoStatus.Failed, null, 0), (result.Success, result.Status, result.TraceTree, result.StepHistory.Count));
            Assert.Contains(reason, Assert.IsType<PipelineException>(result.Error).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MessageThatThrows_FailsTheRun()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> result = await new FlujoRunner<int, int>(
            Pipeline.Create<int>("asking").Pause<int>("ask", static string (int _) => throw new FormatException("odd"))).ExecuteAsync(1);
        Run("asking").Failed("message of the pause 'ask': FormatException: odd").Verify(result.TraceTree);
    }

    [Fact]
    public void PauseInsideAPart_IsRefusedWhereItIsBuilt()
    {
        Pipeline<int, int> asking = Pipeline.Create<int>("asking").Pause<int>("ask", static _ => "?");
        Assert.Throws<ArgumentException>(() => Pipeline.Create<int>("outer").Step(asking));
        Assert.Throws<ArgumentException>(() => Pipeline.Create<int>("outer").Parallel("both", asking, asking, static (a, b) => a + b));
        Assert.Throws<ArgumentException>(() => Pipeline.Create<int>("outer").Loop("loop", static body => body.Pause<int>("ask", static _ => "?"), static _ => true, maxIterations: 1));
    }
}
