using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.Pipelines;

/// <summary>With tracing off the tree is null, nothing is recorded, and all else is the same.</summary>
public sealed class TracingOffTests
{
    [Fact]
    public async Task Results_AreTheSameWithoutATree()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        PipelineResult<int> on = await RunAsync(enableTracing: true, input: 1);
        PipelineResult<int> off = await RunAsync(enableTracing: false, input: 1);
        Assert.NotNull(on.TraceTree);
        Assert.Null(off.TraceTree);
        Assert.Equal(Describe(on), Describe(off));
        Assert.Equal(
            [
                "helped True 2 0.75 30", "retried True 3 null 0", "fetch True 1 null 0", "marked False 1 1 0  (not good enough)",
                "divide True 1 null 0", "returned True 1 0.125 5", "unpack True 1 null 0",
            ],
            off.StepHistory.Select(Describe));
        Assert.Equal((1.875m, 35L), (off.TotalCostUsd, off.TotalTokens));
        Assert.Equal(["1"], folder.Query("SELECT count(*) FROM runs"));
    }

    [Fact]
    public async Task Failures_AreTheSameWithoutATree()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> on = await RunAsync(enableTracing: true, input: 0);
        PipelineResult<int> off = await RunAsync(enableTracing: false, input: 0);
        Assert.Equal(Describe(on), Describe(off));
        Assert.Equal(FlujoStatus.Failed, off.Status);
        Assert.IsType<DivideByZeroException>(off.Error);
    }

    [Fact]
    public async Task NothingInsideIsRecorded_AndTheFlowGoesOnAsBefore()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun outer = FlujoTrace.StartRun("outer");
        bool? enabled = null;
        Pipeline<int, int> pipeline = Pipeline.Create<int>("off").Step("step", n =>
        {
            enabled = FlujoTrace.IsEnabled;
            CompilerServices.Step.Call("method", static () => CompilerServices.Step.Leaf("leaf"));
            using FlujoRun inner = FlujoTrace.StartRun("inner");
            using FlujoSpan block = FlujoTrace.StartStep("block");
            block.SetAttribute("key", 1);
            return FlujoTrace.Current.IsRecording ? -1 : n;
        });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline, enableTracing: false).ExecuteAsync(1);
        CompilerServices.Step.Call("after");
        outer.Complete();
        Assert.Equal((1, false), (result.Output, enabled));
        Assert.Equal("outer(after)", outer.TraceTree.Draw());
        Assert.Equal(["outer"], folder.Query("SELECT pipeline_name FROM runs"));
    }

    [Fact]
    public async Task ProcessWithTracingOff_HasTheSameResults()
    {
        using TempFolder folder = new();
        Child child = await Child.RunAsync(folder, ["pipeline"], ("FLUJO_DISABLE_TRACING", "1"));
        Assert.Equal((0, ""), (child.ExitCode, child.Error));
        Assert.Equal(("Completed 3", "True", "step 1 0.5 30"), (child.Output["result"], child.Output["tree_is_null"], child.Output["history"]));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    private static async Task<PipelineResult<int>> RunAsync(bool enableTracing, int input)
    {
        int calls = 0;
        Pipeline<int, int> pipeline = Pipeline.Create<int>("both")
            .Step("helped", static n =>
            {
                CompilerServices.Step.Call("nested", static () =>
                {
                    FlujoTrace.Current.AddUsage(10, 5, 0.5m);
                    FlujoTrace.Current.AddAttempt(null, TimeSpan.Zero); // the nested step's own
                    FlujoTrace.Current.Fail("only the nested step");
                });
                using (FlujoTrace.StartStep("block"))
                {
                    FlujoTrace.Current.AddAttempt(null, TimeSpan.Zero);
                    FlujoTrace.Current.AddUsage(10, 5, 0.25m);
                }

                FlujoTrace.Current.AddAttempt(null, TimeSpan.Zero);
                return n;
            })
            .Step("retried", n => ++calls < 3 ? throw new TimeoutException("busy") : n, new StepOptions { MaxAttempts = 3 })
            .Parallel("fetch", static all => all.Branch("one", static body => body.Step("one", static n => n)).Branch("two", static body => body.Step("two", static n => n)), static each => each[0])
            .Step("marked", static n =>
            {
                FlujoTrace.Current.AddUsage(costUsd: 1m);
                FlujoTrace.Current.Fail("not good enough");
                return n;
            })
            .Step("divide", static n => 10 / n, new StepOptions { Capture = FlujoCapture.All })
            .Step("returned", static n => new Answer(n))
            .Step("unpack", static answer => answer.Value);
        return await new FlujoRunner<int, int>(pipeline, enableTracing).ExecuteAsync(input);
    }

    private static string Describe(PipelineResult<int> result) =>
        $"{result.Success} {result.Output} {result.Status} {result.Error?.Message} {result.TotalCostUsd} {result.TotalTokens}: {string.Join("; ", result.StepHistory.Select(static step => $"{Describe(step)} -> {step.Output}"))}";

    private static string Describe(StepResult step) =>
        $"{step.Name} {step.Success} {step.Attempts} {(step.CostUsd is { } cost ? cost.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) : "null")} {step.TokenCounts}{(step.Feedback is null ? "" : $"  ({step.Feedback})")}";

    private sealed record Answer(int Value) : IFlujoUsage
    {
        public long InputTokens => 2;

        public long OutputTokens => 3;

        public decimal? CostUsd => 0.125m;
    }
}
