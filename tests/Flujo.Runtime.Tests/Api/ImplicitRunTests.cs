using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Steps and pipeline methods outside any run.</summary>
public sealed class ImplicitRunTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IDisposable _store;

    public ImplicitRunTests() => _store = FlujoTrace.UseStore(_folder.Store);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Step_OpensARunNamedAfterIt()
    {
        Step.Call("import", static () => Step.Call("parse", static () => Step.Leaf("token")));
        Step.Call("import");
        Assert.Equal(
            ["import run import step", "import run import step"],
            Query("SELECT s.name, s.kind, c.name, c.kind FROM spans s JOIN spans c ON c.parent_span_id = s.span_id WHERE s.kind = 'run' ORDER BY s.started_at"));
        Assert.Equal(["import completed 3", "import completed 1"], Runs());
    }

    [Fact]
    public void FailingStep_FailsItsRunWithTheReason()
    {
        Thrown.By(static () => Step.Call("import", static () => throw new InvalidOperationException("no file")));
        using (FlujoSpan block = FlujoTrace.StartStep("block"))
        {
            block.Fail("by name");
        }

        Assert.Equal(
            ["import failed InvalidOperationException: no file", "block failed a step failed"], Query("SELECT pipeline_name, status, error FROM runs ORDER BY started_at"));
        Assert.Equal(["InvalidOperationException: no file", "by name"], Query("SELECT feedback FROM spans WHERE kind = 'step' ORDER BY started_at"));
    }

    [Fact]
    public async Task AsyncStep_EndsItsRunWithItself()
    {
        var go = new TaskCompletionSource();
        Task task = Step.CallAsync("import", async () =>
        {
            await go.Task;
            await Step.CallAsync("parse", static async () => await Task.Yield());
        });
        Assert.Equal(["import running 1"], Runs());
        go.SetResult();
        await task;
        Assert.Equal(["import completed 2"], Runs());
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Step.CallAsync("stopped", () => Task.Delay(-1, stop.Token), stop.Token));
        Assert.Equal(["import completed 2", "stopped cancelled 1"], Runs());
    }

    [Fact]
    public void LeafAndBlocks_OpenRuns()
    {
        Step.Leaf("leaf", static () => FlujoTrace.Current.SetAttribute("who", "leaf"));
        using (FlujoTrace.StartStep("block"))
        {
            Step.Call("inside");
        }

        using (FlujoTrace.StartLoop("loop"))
        using (FlujoTrace.StartIteration(1))
        {
        }

        using (FlujoTrace.StartBranch("choice", "left"))
        {
            Step.Call("inside");
        }

        Assert.False(FlujoTrace.Current.IsRecording);
        Assert.Equal(["leaf completed 1", "block completed 2", "loop completed 0", "choice completed 1"], Runs());
        Assert.Equal(["leaf step"], Query("SELECT name, kind FROM spans WHERE attributes LIKE '%\"leaf\"%'"));
    }

    [Fact]
    public void PipelineMethod_IsARunOutsideAndASpanInside()
    {
        Step.Pipeline("nightly", static () =>
        {
            Step.Call("load");
            Step.Pipeline("nested", static () => Step.Call("inner"));
        });
        Assert.Equal(["nightly completed 3"], Runs());
        Assert.Equal(
            ["nightly null", "load nightly", "nested nightly", "inner nested"],
            Query("SELECT s.name, p.name FROM spans s LEFT JOIN spans p ON p.span_id = s.parent_span_id ORDER BY s.span_no"));
    }

    [Fact]
    public async Task AsyncPipelineMethod_EndsWithItsTask()
    {
        await Step.PipelineAsync("nightly", static async () =>
        {
            await Task.Yield();
            await Step.CallAsync("load", static async () => await Task.Yield());
        }, version: "7");
        await Record.ExceptionAsync(() => Step.PipelineAsync("broken", static async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("out");
        }));
        await Record.ExceptionAsync(() => Step.PipelineAsync("at_once", static () => throw new InvalidOperationException("out")));
        Assert.False(FlujoTrace.Current.IsRecording);
        Assert.Equal(["nightly completed 1", "broken failed 0", "at_once failed 0"], Runs());
        Assert.Equal(["7"], Query("SELECT pipeline_version FROM runs WHERE pipeline_name = 'nightly'"));
    }

    [Fact]
    public void PipelineMethodAfterItsRunEnded_IsARunAgain()
    {
        FlujoRun run = FlujoTrace.StartRun("first");
        run.Complete();
        Step.Pipeline("second", static () => Step.Call("step"));
        run.Dispose();
        Assert.Equal(["first completed 0", "second completed 1"], Runs());
    }

    [Fact]
    public void UseStoreInsideARun_KeepsTheTwoApart()
    {
        using TempFolder other = new();
        using FlujoRun run = FlujoTrace.StartRun("outer");
        using (FlujoTrace.UseStore(other.Store))
        {
            Step.Call("elsewhere");
            using FlujoRun inner = FlujoTrace.StartRun("inner");
            inner.Complete();
            FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        }

        Step.Call("here");
        run.Complete();
        Assert.Equal("outer(here)", run.TraceTree.Draw());
        Assert.Equal(["elsewhere null", "inner null"], other.Query("SELECT pipeline_name, parent_run_id FROM runs ORDER BY started_at"));
    }

    [Fact]
    public void BadStores_HarmNobody()
    {
        foreach (string uri in (string[])["", "http://nowhere", "sqlite:oops", _folder.Path, "a\0b"])
        {
            using IDisposable store = FlujoTrace.UseStore(uri);
            using FlujoRun run = FlujoTrace.StartRun("run");
            Step.Call("step", static () => Step.Leaf("leaf"));
            using FlujoSpan span = FlujoTrace.StartStep("block");
            Assert.False(span.IsRecording);
            run.Complete();
            Assert.Null(run.TraceTree);
            Assert.Empty(run.StepHistory);
            Assert.Equal(FlujoStatus.Completed, run.Status);
            Assert.Equal(32, run.RunId.Length);
        }

        FlujoTrace.UseStore(null!).Dispose();
    }

    private IReadOnlyList<string> Runs() => Query("SELECT pipeline_name, status, total_steps FROM runs ORDER BY started_at");

    private IReadOnlyList<string> Query(string sql)
    {
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        return _folder.Query(sql);
    }
}
