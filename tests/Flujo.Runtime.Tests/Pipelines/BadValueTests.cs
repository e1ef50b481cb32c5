using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

/// <summary>Values that are hard to record never harm a run.</summary>
public sealed class BadValueTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IDisposable _store;

    public BadValueTests() => _store = FlujoTrace.UseStore(_folder.Store);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task NullOutputs_PassThrough()
    {
        Pipeline<string?, string?> pipeline = Pipeline.Create<string?>("nothing")
            .Step("none", string? (_) => null, new StepOptions { Capture = FlujoCapture.All })
            .Step("still_none", static text => text, new StepOptions { Capture = FlujoCapture.All });
        PipelineResult<string?> result = await new FlujoRunner<string?, string?>(pipeline, capture: FlujoCapture.All).ExecuteAsync(null);
        Assert.Equal((true, null), (result.Success, result.Output));
        Run("nothing", Step("none"), Step("still_none")).Verify(result.TraceTree);
        Assert.All(result.StepHistory, static step => Assert.Equal("null", step.Output));
    }

    [Fact]
    public async Task CyclicAndThrowingOutputs_AreRecordedAsANote()
    {
        Pipeline<int, Cycle> pipeline = Pipeline.Create<int>("cyclic")
            .Step("throwing", static _ => new Throwing(), new StepOptions { Capture = FlujoCapture.Output })
            .Step("cycle", static _ => new Cycle(), new StepOptions { Capture = FlujoCapture.All });
        PipelineResult<Cycle> result = await new FlujoRunner<int, Cycle>(pipeline, capture: FlujoCapture.All).ExecuteAsync(7);
        Assert.True(result.Success);
        Assert.Same(result.Output, result.Output!.Self);
        Run("cyclic", Step("throwing"), Step("cycle")).Verify(result.TraceTree);
        Assert.All(result.StepHistory, static step => Assert.StartsWith("(not recorded: ", step.Output, StringComparison.Ordinal));
        Assert.Equal(["1 7", "2 (not recorded: a cycle, or more than 64 levels)"], _folder.Query("SELECT kind, text FROM payloads WHERE span_no = 1 ORDER BY kind"));
    }

    [Fact]
    public async Task NumbersThatAreNone_AreRecordedAsWords()
    {
        Pipeline<int, int> pipeline = Pipeline.Create<int>("numbers").Step("measure", static n =>
        {
            FlujoTrace.Current.SetAttribute("nan", double.NaN);
            FlujoTrace.Current.SetAttribute("infinite", double.NegativeInfinity);
            FlujoTrace.Current.AddEvent("measured", new KeyValuePair<string, object?>("nan", double.NaN));
            return n;
        });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1);
        TraceSpan step = result.TraceTree!.Children[0];
        Assert.Equal(("NaN", "-Infinity"), (step.Attributes["nan"], step.Attributes["infinite"]));
        Assert.Equal("NaN", step.Events.Single().Attributes["nan"]);
        Assert.Equal(["""{"nan":"NaN","infinite":"-Infinity"}"""], _folder.Query("SELECT attributes FROM spans WHERE name = 'measure'"));
    }

    [Fact]
    public async Task StepThatEndsAfterItsRun_StillEndsInIt()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? late = null;
        Pipeline<int, int> pipeline = Pipeline.Create<int>("early").Step("starter", n =>
        {
            late = CompilerServices.Step.CallAsync("late", () => goOn.Task);
            return n;
        });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1);
        Run("early", Step("starter", Step("late").Running())).Verify(result.TraceTree);
        goOn.SetResult();
        await late!;
        PipelineResult<int> other = await new FlujoRunner<int, int>(Pipeline.Create<int>("other")).ExecuteAsync(1);
        Run("other").Verify(other.TraceTree); // reading it has flushed what came before
        Assert.Equal(["completed"], _folder.Query("SELECT status FROM runs WHERE pipeline_name = 'early'"));
        Assert.Equal(["completed"], _folder.Query("SELECT status FROM spans WHERE name = 'late'"));
        Assert.Empty(_folder.Query("SELECT 1 FROM open_spans"));
    }

    [Fact]
    public async Task NamelessParts_AreUnnamed()
    {
        PipelineResult<int> result = await new FlujoRunner<int, int>(Pipeline.Create<int>(null!).Step(" ", static n => n).Step(null!, static n => n)).ExecuteAsync(1);
        Run("(unnamed)", Step("(unnamed)"), Step("(unnamed)")).Verify(result.TraceTree);
    }

    [Fact]
    public async Task RunOfAStoreThatCannotBe_IsTheSameWithoutATree()
    {
        using IDisposable store = FlujoTrace.UseStore(_folder.Path); // a folder is no store
        PipelineResult<int> result = await new FlujoRunner<int, int>(Pipeline.Create<int>("lost").Step("one", static n => n + 1)).ExecuteAsync(1);
        Assert.Equal((true, 2, null, "one"), (result.Success, result.Output, result.TraceTree, result.StepHistory.Single().Name));
    }

    private sealed class Cycle
    {
        public Cycle Self => this;
    }

    private sealed class Throwing
    {
        public int Value => throw new InvalidOperationException("not now");
    }
}
