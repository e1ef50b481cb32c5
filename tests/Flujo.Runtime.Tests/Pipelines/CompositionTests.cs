using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class CompositionTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Loop_ShowsEachIterationWithItsNumber()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("looping").Loop("count", static body => body.Step("add", static n => n + 1).Step("check", static n => n), static n => n >= 3, maxIterations: 10), 0);
        Assert.Equal(3, result.Output);
        Assert.Equal("looping(count(iteration 1(add, check), iteration 2(add, check), iteration 3(add, check)))", result.TraceTree.Draw());
        TraceSpan loop = result.TraceTree.Find("count");
        Assert.Equal(("loop", "condition"), (loop.Kind, loop.Attributes["exit_reason"]));
        Assert.Equal([1L, 2L, 3L], loop.Children.Select(static each => each.Attributes["iteration"]));
        Assert.All(loop.Children, static each => Assert.Equal("iteration", each.Kind));
        Assert.Equal(["count"], result.StepHistory.Select(static step => step.Name));
    }

    [Fact]
    public async Task LoopThatReachesItsMaximum_GoesOnAndSaysSo()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("looping").Loop("count", static body => body.Step("add", static n => n + 1), static async (n, _) => await Task.FromResult(n < 0), maxIterations: 2).Step("after", static n => n), 0);
        Assert.Equal(2, result.Output);
        Assert.Equal("looping(count(iteration 1(add), iteration 2(add)), after)", result.TraceTree.Draw());
        Assert.Equal("max_iterations", result.TraceTree.Find("count").Attributes["exit_reason"]);
    }

    [Fact]
    public async Task LoopWhoseConditionThrows_FailsAndSaysWhere()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("looping").Loop("count", static body => body.Step("add", static n => n + 1), static n => n == 2 ? throw new FormatException("odd") : false, maxIterations: 5), 0);
        Assert.Equal(FlujoStatus.Failed, result.Status);
        Assert.IsType<FormatException>(result.Error);
        Assert.Equal("looping!(count!(iteration 1(add), iteration 2(add)))", result.TraceTree.Draw());
        const string reason = "exit condition after iteration 2: FormatException: odd";
        Assert.Equal((reason, reason, reason), (result.TraceTree.Find("count").Feedback, result.TraceTree!.Feedback, result.StepHistory.Single().Feedback));
    }

    [Fact]
    public async Task FailureInsideALoop_FailsAllAroundItWithTheSameReason()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("looping").Loop("count", static body => body.Step("add", static n => n < 1 ? n + 1 : throw new FormatException("odd")), static _ => false, maxIterations: 5), 0);
        Assert.Equal("looping!(count!(iteration 1(add), iteration 2!(add!)))", result.TraceTree.Draw());
        Assert.All(result.TraceTree!.All().Where(static span => span.Status == FlujoStatus.Failed), static span => Assert.Equal("FormatException: odd", span.Feedback));
    }

    [Theory]
    [InlineData(50, "long", "long", "decide(size(long(cut, count)))")]
    [InlineData(5, "short", "short", "decide(size(short(count)))")]
    [InlineData(1, "tiny", "otherwise", "decide(size(otherwise))")]
    public async Task Conditional_ShowsTheBranchThatWasTaken(int value, string key, string branch, string tree)
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("decide").Conditional(
                "size",
                static n => n > 10 ? "long" : n > 2 ? "short" : "tiny",
                static on => on
                    .When("long", static body => body.Step("cut", static n => n / 2).Step("count", static n => n))
                    .When("short", static body => body.Step("count", static n => n))
                    .Otherwise(static body => body)),
            value);
        Assert.True(result.Success);
        Assert.Equal(tree, result.TraceTree.Draw());
        TraceSpan conditional = result.TraceTree.Find("size");
        Assert.Equal(("conditional", key, "branch", branch), (conditional.Kind, conditional.Attributes["branch"], conditional.Children.Single().Kind, conditional.Children.Single().Name));
    }

    [Theory]
    [InlineData("medium")]
    [InlineData(null)]
    public async Task KeyWithoutABranch_FailsAndNamesTheBranches(string? key)
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("decide").Conditional(
                "size", _ => key!, static on => on.When("long", static body => body).When("short", static body => body)),
            1);
        Assert.Equal(FlujoStatus.Failed, result.Status);
        Assert.Equal("decide!(size!)", result.TraceTree.Draw());
        Assert.IsType<PipelineException>(result.Error);
        Assert.Contains($"no branch '{key ?? "null"}'; it has 'long', 'short'", result.TraceTree!.Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChoiceThatThrows_FailsAndSaysWhere()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("decide").Conditional("size", static string (int _) => throw new FormatException("odd"), static on => on.When("long", static body => body)), 1);
        Assert.Equal("choice of the branch: FormatException: odd", result.StepHistory.Single().Feedback);
    }

    [Fact]
    public async Task ParallelBranches_OverlapAndAreCombinedInTheirOrder()
    {
        using var meet = new Barrier(3);
        PipelineResult<string> result = await ExecuteAsync(
            Pipeline.Create<string>("search").Parallel(
                "fetch",
                all => all
                    .Branch("web", body => body.Step("ask_web", text => Meet($"web {text}")))
                    .Branch("archive", body => body.Step("ask_archive", text => Meet($"archive {text}")))
                    .Branch("notes", body => body.Step("ask_notes", text => Meet($"notes {text}"))),
                static results => string.Join(", ", results)),
            "x");
        Assert.Equal("web x, archive x, notes x", result.Output);
        Assert.Equal("search(fetch(web(ask_web), archive(ask_archive), notes(ask_notes)))", result.TraceTree.Draw());
        TraceSpan fetch = result.TraceTree.Find("fetch");
        Assert.Equal("parallel", fetch.Kind);
        Assert.True(fetch.Children.Max(static each => each.StartTime) <= fetch.Children.Min(static each => each.EndTime));
        Assert.All(fetch.Children, each => Assert.True(each.Kind == "branch" && each.StartTime >= fetch.StartTime && each.EndTime <= fetch.EndTime));

        string Meet(string text)
        {
            Assert.True(meet.SignalAndWait(TimeSpan.FromSeconds(30)));
            return text;
        }
    }

    [Fact]
    public async Task ParallelPipelinesOfDifferentTypes_KeepTheirTypes()
    {
        Pipeline<string, int> length = Pipeline.Create<string>("length").Step("count_letters", static text => text.Length);
        Pipeline<string, string> upper = Pipeline.Create<string>("upper").Step("raise", static text => text.ToUpperInvariant());
        Pipeline<string, bool> empty = Pipeline.Create<string>("empty").Step("look", static text => text.Length == 0);
        PipelineResult<string> two = await ExecuteAsync(Pipeline.Create<string>("two").Parallel("both", length, upper, static (n, text) => $"{text}{n}"), "ab");
        PipelineResult<string> three = await ExecuteAsync(Pipeline.Create<string>("three").Parallel("all", length, upper, empty, static (n, text, none) => $"{text}{n}{none}"), "ab");
        Assert.Equal(("AB2", "AB2False"), (two.Output, three.Output));
        Assert.Equal("three(all(length(count_letters), upper(raise), empty(look)))", three.TraceTree.Draw());
    }

    [Fact]
    public async Task BranchThatFails_CancelsTheOthersAndFailsTheParallel()
    {
        var others = new TaskCompletionSource();
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("search").Parallel(
                "fetch",
                all => all
                    .Branch("good", body => body.Step("wait", async (n, cancellation) =>
                    {
                        others.SetResult();
                        await Task.Delay(Timeout.Infinite, cancellation);
                        return n;
                    }))
                    .Branch("bad", body => body.Step("throw", async n =>
                    {
                        await others.Task;
                        return n < 0 ? n : throw new FormatException("odd");
                    })),
                static results => results[0]),
            1);
        Assert.Equal(FlujoStatus.Failed, result.Status);
        Assert.IsType<FormatException>(result.Error);
        Assert.Equal("search!(fetch!(good?(wait?), bad!(throw!)))", result.TraceTree.Draw());
    }

    [Fact]
    public async Task CombinerThatThrows_FailsAndSaysWhere()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("search").Parallel("fetch", static all => all.Branch("one", static body => body.Step("one", static n => n)), static int (IReadOnlyList<int> _) => throw new FormatException("odd")), 1);
        Assert.Equal("search!(fetch!(one(one)))", result.TraceTree.Draw());
        Assert.Equal("combination of the branches' results: FormatException: odd", result.TraceTree!.Feedback);
    }

    [Fact]
    public async Task Fallback_ShowsTheOriginalErrorAndItsOwnWork()
    {
        PipelineResult<string> result = await ExecuteAsync(
            Pipeline.Create<string>("answering").Fallback(
                "answer",
                static body => body.Step("big_model", static string (string _) => throw new TimeoutException("busy; token: abcdef123456")),
                static body => body.Step("small_model", static text =>
                {
                    FlujoTrace.Current.AddUsage(3, 4, 0.5m);
                    return $"small {text}";
                })),
            "x");
        Assert.Equal(("small x", true), (result.Output, result.Success));
        Assert.Equal("answering(answer(big_model!, small_model))", result.TraceTree.Draw());
        TraceSpan answer = result.TraceTree.Find("answer");
        TraceEvent fallback = answer.Events.Single();
        Assert.Equal(("fallback", "small_model"), (fallback.Name, fallback.Attributes["to"]));
        Assert.StartsWith("TimeoutException: busy", (string?)fallback.Attributes["reason"], StringComparison.Ordinal);
        Assert.DoesNotContain("abcdef", (string?)fallback.Attributes["reason"], StringComparison.Ordinal);
        Assert.Equal(fallback.Attributes["reason"], result.TraceTree.Find("big_model").Feedback);
        Assert.Equal((0.5m, 7L), (result.TotalCostUsd, result.TotalTokens));
    }

    [Fact]
    public async Task FallbackThatFailsToo_FailsWithItsOwnError()
    {
        PipelineResult<int> result = await ExecuteAsync(
            Pipeline.Create<int>("answering").Fallback(
                "answer",
                static body => body.Step("first", static int (int _) => throw new FormatException("one")),
                static body => body.Step("second", static int (int _) => throw new FormatException("two"))),
            1);
        Assert.Equal("answering!(answer!(first!, second!))", result.TraceTree.Draw());
        Assert.Equal(("FormatException: one", "FormatException: two"), (result.TraceTree.Find("first").Feedback, result.TraceTree!.Feedback));
    }

    [Fact]
    public void WrongComposition_IsRefusedWhereItIsBuilt()
    {
        Pipeline<int, int> pipeline = Pipeline.Create<int>("wrong");
        Assert.Throws<ArgumentNullException>(() => pipeline.Step("no_body", (Func<int, int>)null!));
        Assert.Throws<ArgumentNullException>(() => pipeline.Step((Pipeline<int, int>)null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => pipeline.Loop("loop", static body => body, static _ => true, maxIterations: 0));
        Assert.Throws<ArgumentException>(() => pipeline.Loop("loop", static _ => null!, static _ => true, maxIterations: 1));
        Assert.Throws<ArgumentException>(() => pipeline.Conditional("c", static _ => "a", static on => on.When("a", static body => body).When("a", static body => body)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepOptions { MaxAttempts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepOptions { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentNullException>(() => new FlujoRunner<int, int>(null!));
    }

    private static Task<PipelineResult<TOut>> ExecuteAsync<TIn, TOut>(Pipeline<TIn, TOut> pipeline, TIn input) =>
        new FlujoRunner<TIn, TOut>(pipeline).ExecuteAsync(input);
}
