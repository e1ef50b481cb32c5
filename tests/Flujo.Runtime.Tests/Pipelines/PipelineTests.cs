using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class PipelineTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task LinearPipeline_HasItsStepsInOrder()
    {
        Pipeline<string, int> pipeline = Pipeline.Create<string>("linear", version: "7")
            .Step("trim", static text => text.Trim())
            .Step("upper", static async text =>
            {
                await Task.Yield();
                return text.ToUpperInvariant();
            })
            .Step("length", LengthAsync);
        PipelineResult<int> result = await new FlujoRunner<string, int>(pipeline, enableTracing: true).ExecuteAsync("  abc ");
        Assert.Equal((true, 3, FlujoStatus.Completed, null), (result.Success, result.Output, result.Status, result.Error));
        Assert.Equal("linear(trim, upper, length)", result.TraceTree.Draw());
        Assert.Equal(["trim", "upper", "length"], result.StepHistory.Select(static step => step.Name));
        Assert.Equal(32, result.RunId.Length);
        TraceSpan root = result.TraceTree!;
        Assert.Equal(("run", null), (root.Kind, root.ParentSpanId));
        Assert.True(root.EndTime >= root.StartTime);
        Assert.All(root.Children, child => Assert.True(child.StartTime >= root.StartTime && child.EndTime <= root.EndTime));

        static async Task<int> LengthAsync(string text, CancellationToken cancellation)
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            return text.Length;
        }
    }

    [Fact]
    public async Task HundredSteps_GiveHundredAndOneSpans()
    {
        Pipeline<int, int> pipeline = Pipeline.Create<int>("long_one");
        for (int i = 0; i < 100; i++)
        {
            pipeline = pipeline.Step($"part_{i}", static number => number + 1);
        }

        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(0);
        Assert.Equal(100, result.Output);
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"part_{i}"), result.TraceTree!.Children.Select(static child => child.Name));
        Assert.Equal(101, result.TraceTree.All().Select(static span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task StepsOfEveryShape_RunAndHandTheirValueOn()
    {
        var seen = new List<string>();
        Pipeline<int, int> pipeline = Pipeline.Create<int>("shapes")
            .Step("function", static number => number + 1)
            .Step("function_with_token", static (number, cancellation) => cancellation.CanBeCanceled ? number + 1 : -1)
            .Step("task", static async number => await Task.FromResult(number + 1))
            .Step("task_with_token", static async (number, cancellation) => await Task.FromResult(cancellation.CanBeCanceled ? number + 1 : -1))
            .Step("value_task", AddAsync)
            .Step("value_task_with_token", AddWithTokenAsync)
            .Step("action", number => seen.Add($"action {number}"))
            .Step("action_with_token", (number, cancellation) => seen.Add($"token {cancellation.CanBeCanceled}"))
            .Step("plain_task", async number =>
            {
                await Task.Yield();
                seen.Add($"task {number}");
            })
            .Step("plain_task_with_token", async (number, cancellation) =>
            {
                await Task.Yield();
                seen.Add($"task {cancellation.CanBeCanceled}");
            })
            .Step("plain_value_task", NoteAsync)
            .Step("plain_value_task_with_token", NoteWithTokenAsync);
        using var source = new CancellationTokenSource();
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(0, source.Token);
        Assert.Equal(6, result.Output);
        Assert.Equal(["action 6", "token True", "task 6", "task True", "value 6", "value True"], seen);
        Assert.Equal(12, result.StepHistory.Count);

        static ValueTask<int> AddAsync(int number) => new(number + 1);
        static ValueTask<int> AddWithTokenAsync(int number, CancellationToken cancellation) => new(cancellation.CanBeCanceled ? number + 1 : -1);
        async ValueTask NoteAsync(int number)
        {
            await Task.Yield();
            seen.Add($"value {number}");
        }

        async ValueTask NoteWithTokenAsync(int number, CancellationToken cancellation)
        {
            await Task.Yield();
            seen.Add($"value {cancellation.CanBeCanceled}");
        }
    }

    [Fact]
    public async Task FailingStep_FailsTheResultAndThrowsNothing()
    {
        var error = new InvalidOperationException("cannot reach it; password=hunter2");
        Pipeline<string, string> pipeline = Pipeline.Create<string>("failing")
            .Step("first", static text => text + "!")
            .Step("second", string (_) => throw error)
            .Step("third", static text => text + "?");
        PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline).ExecuteAsync("x");
        Assert.Equal((false, null, FlujoStatus.Failed), (result.Success, result.Output, result.Status));
        Assert.Same(error, result.Error);
        Assert.Same(error, Assert.Throws<InvalidOperationException>(() => result.OutputOrThrow()));
        Assert.Equal("failing!(first, second!)", result.TraceTree.Draw());
        Assert.Equal([true, false], result.StepHistory.Select(static step => step.Success));
        Assert.StartsWith("InvalidOperationException: cannot reach it", result.StepHistory[1].Feedback, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.StepHistory[1].Feedback, StringComparison.Ordinal);
        Assert.Equal(result.StepHistory[1].Feedback, result.TraceTree.Find("second").Feedback);
        Assert.Equal(result.StepHistory[1].Feedback, result.TraceTree!.Feedback);
    }

    [Fact]
    public async Task Stream_GivesAResultAfterEachStepAndTheFinalOneLast()
    {
        Pipeline<int, int> pipeline = Pipeline.Create<int>("stream").Step("one", static n => n + 1).Step("two", static n => n + 1);
        var results = new List<PipelineResult<int>>();
        await foreach (PipelineResult<int> each in new FlujoRunner<int, int>(pipeline).RunAsync(0))
        {
            Assert.False(FlujoTrace.Current.IsRecording);
            results.Add(each);
        }

        Assert.Equal(["Running 1 0", "Running 2 0", "Completed 2 2"], results.Select(static r => $"{r.Status} {r.StepHistory.Count} {r.Output}"));
        Assert.Single(results.Select(static r => r.RunId).Distinct());
        Assert.Equal("stream(one, two)", results[^1].TraceTree.Draw());
        Assert.Throws<InvalidOperationException>(() => results[0].OutputOrThrow());
    }

    [Fact]
    public async Task StreamThatIsLeftEarly_IsCancelled()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        Pipeline<int, int> pipeline = Pipeline.Create<int>("stream").Step("one", static n => n).Step("two", static n => n);
        var runner = new FlujoRunner<int, int>(pipeline);
        IAsyncEnumerable<PipelineResult<int>> neverRead = runner.RunAsync(0);
        await foreach (PipelineResult<int> each in runner.RunAsync(0))
        {
            break;
        }

        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(10)));
        Assert.Equal(["stream cancelled 1"], folder.Query("SELECT pipeline_name, status, total_steps FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
        Assert.NotNull(neverRead);
    }

    [Fact]
    public async Task EmptyPipeline_GivesItsInput()
    {
        PipelineResult<string> result = await new FlujoRunner<string, string>(Pipeline.Create<string>("empty")).ExecuteAsync("x");
        Assert.Equal(("x", true, 0), (result.Output, result.Success, result.StepHistory.Count));
        Assert.Equal("empty", result.TraceTree.Draw());
    }

    [Fact]
    public async Task NestedPipelineAndStepMethods_HangWhereTheyBelong()
    {
        Pipeline<int, int> inner = Pipeline.Create<int>("inner").Step("double", static n => CompilerServices.Step.Call("helper", () => n * 2));
        Pipeline<int, int> pipeline = Pipeline.Create<int>("outer").Step(inner).Step("again", inner).Step("after", static n =>
        {
            using FlujoSpan block = FlujoTrace.StartStep("block");
            return n + 1;
        });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1);
        Assert.Equal(5, result.Output);
        Assert.Equal("outer(inner(double(helper)), again(double(helper)), after(block))", result.TraceTree.Draw());
    }

    [Fact]
    public async Task PipelineInsideARun_IsARunThatKnowsItsParent()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun outer = FlujoTrace.StartRun("outer");
        PipelineResult<int> result = await new FlujoRunner<int, int>(Pipeline.Create<int>("inner").Step("one", static n => n)).ExecuteAsync(1);
        CompilerServices.Step.Call("after");
        Assert.Equal("outer*(after)", outer.TraceTree.Draw());
        Assert.Equal([$"{result.RunId} {outer.RunId}"], folder.Query("SELECT run_id, parent_run_id FROM runs WHERE pipeline_name = 'inner'"));
    }

    [Fact]
    public async Task SharedPrefix_CanBeExtendedTwice()
    {
        Pipeline<int, int> start = Pipeline.Create<int>("shared").Step("one", static n => n + 1);
        PipelineResult<int> left = await new FlujoRunner<int, int>(start.Step("left", static n => n * 10)).ExecuteAsync(1);
        PipelineResult<string> right = await new FlujoRunner<int, string>(start.Step("right", static n => $"<{n}>")).ExecuteAsync(1);
        Assert.Equal((20, "<2>"), (left.Output, right.Output));
        Assert.Equal("shared(one, left)", left.TraceTree.Draw());
        Assert.Equal("shared(one, right)", right.TraceTree.Draw());
    }
}
