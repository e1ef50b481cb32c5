using Flujo.CompilerServices;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>A budget that is broken: an event with limit and actual value, a failed run, and everything that was done is kept.</summary>
public sealed class BudgetTests
{
    [Fact]
    public void RunOverItsTokens_IsFailedAndKeepsItsPartialResult()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxTokens = 100 });
        Step.Call("first", static () => FlujoTrace.Current.AddUsage(60, 40));
        Assert.Null(run.BudgetBreach);
        Step.Call("second", static () => FlujoTrace.Current.AddUsage(1, 0));
        Assert.Equal(new FlujoBudgetBreach("max_tokens", 100, 101, OfRun: true), run.BudgetBreach);
        Step.Call("third");
        run.Complete("partial");
        Assert.Equal(FlujoStatus.Failed, run.Status);
        Assert.Equal("run!(first, second, third)", run.TraceTree.Draw());
        Assert.Equal("over budget: max_tokens of the run is 100, used 101", run.TraceTree!.Feedback);
        TraceEvent breach = Assert.Single(run.TraceTree.Events);
        Assert.Equal("budget_exceeded", breach.Name);
        Assert.Equal(
            [("limit", "max_tokens"), ("allowed", 100L), ("actual", 101L), ("of", (object)"run")], breach.Attributes.Select(static each => (each.Key, each.Value!)));
        Assert.Equal(3, run.StepHistory.Count);
    }

    [Fact]
    public void PartialResult_IsStored()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using (FlujoRun run = FlujoTrace.StartRun("run"))
        {
            run.SetBudget(new FlujoBudget { MaxCostUsd = 0.5m });
            Step.Call("step", static () => FlujoTrace.Current.AddUsage(costUsd: 0.75m));
            run.Complete("as far as it came");
        }

        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ["failed|as far as it came|over budget: max_cost_usd of the run is 0.5, used 0.75"],
            folder.Query("SELECT status || '|' || final_output || '|' || error FROM runs"));
        Assert.Equal(
            ["""{"limit":"max_cost_usd","allowed":0.5,"actual":0.75,"of":"run"}"""], folder.Query("SELECT attributes FROM events"));
    }

    [Fact]
    public void StepOverItsBudget_IsFailedAndFailsTheRun()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("limited", static () =>
        {
            FlujoTrace.Current.SetBudget(new FlujoBudget { MaxCostUsd = 1m });
            Step.Call("inner", static () => FlujoTrace.Current.AddUsage(5, 5, 0.75m));
            Step.Leaf("leaf", static () => FlujoTrace.Current.AddUsage(5, 5, 0.5m));
        });
        Step.Call("other", static () => FlujoTrace.Current.AddUsage(5, 5, 100m));
        run.Complete();
        Assert.Equal("run!(limited!(inner, leaf), other)", run.TraceTree.Draw());
        TraceSpan limited = run.TraceTree.Find("limited");
        Assert.Equal("over budget: max_cost_usd of the step is 1, used 1.25", limited.Feedback);
        Assert.Equal(1.25, Assert.Single(limited.Events).Attributes["actual"]);
        Assert.Equal(FlujoStatus.Failed, run.Status);
    }

    [Fact]
    public void EachLimit_IsToldOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxCostUsd = 1m, MaxTokens = 10, MaxAttempts = 2 });
        for (int i = 0; i < 5; i++)
        {
            Step.Call("step", static () => FlujoTrace.Current.AddUsage(20, 0, 2m));
        }

        Assert.Equal(
            ["max_cost_usd", "max_tokens", "max_attempts"], run.TraceTree!.Events.Select(static each => each.Attributes["limit"]));
    }

    [Fact]
    public void RetriesOverTheRunsAttempts_AreNotMade()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxAttempts = 3 });
        int tries = 0;
        Exception? error = Thrown.By(() => StepRuntime.Run(
            Step.Declare("shaky", maxAttempts: 10), 0, int () => throw new InvalidOperationException($"try {++tries}"), default));
        Assert.Equal(("try 3", 3), (error!.Message, tries));
        Assert.Equal(new FlujoBudgetBreach("max_attempts", 3, 4, OfRun: true), run.BudgetBreach);
        Assert.Equal(2, run.TraceTree.Find("shaky").Events.Count(static each => each.Name == "retry"));
    }

    [Fact]
    public void RetriesOverTheStepsAttempts_AreNotMade()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        int tries = 0;
        using (FlujoSpan step = FlujoTrace.StartStep("by_hand"))
        {
            step.SetBudget(new FlujoBudget { MaxAttempts = 2 });
            while (!step.OverBudget.IsCancellationRequested && tries < 10)
            {
                tries++;
                step.AddAttempt(null, TimeSpan.Zero);
            }
        }

        Assert.Equal(2, tries);
        Assert.Equal("max_attempts", run.BudgetBreach!.Limit);
    }

    [Fact]
    public void Breach_CancelsTheTokenAndThrowsNothing()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxTokens = 1 });
        using var heard = new ManualResetEventSlim();
        run.OverBudget.Register(() =>
        {
            heard.Set();
            throw new InvalidOperationException("a listener's own trouble");
        });
        FlujoTrace.Current.AddUsage(5, 5);
        Assert.True(heard.Wait(TimeSpan.FromSeconds(30)));
        Assert.True(FlujoTrace.Current.OverBudget.IsCancellationRequested);
    }

    [Fact]
    public void ProgramThatStopsByTheToken_IsFailedAndNotCancelled()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxTokens = 1 });
        Exception? error = Thrown.By(() =>
        {
            using (run)
            {
                FlujoTrace.Current.AddUsage(5, 5);
                run.OverBudget.WaitHandle.WaitOne(TimeSpan.FromSeconds(30));
                run.OverBudget.ThrowIfCancellationRequested();
            }
        });
        Assert.IsType<OperationCanceledException>(error);
        Assert.Equal(FlujoStatus.Failed, run.Status);
        Assert.Equal("run!", run.TraceTree.Draw());
        Assert.StartsWith("over budget: ", run.TraceTree!.Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownCost_BreaksNoLimit()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxCostUsd = 0.000001m });
        FlujoTrace.Current.AddUsage(1_000_000, 1_000_000, null, "unheard-of");
        run.SetBudget(null!);
        run.SetBudget(new FlujoBudget { MaxTokens = -1, MaxAttempts = 0 });
        run.Complete();
        Assert.Equal(FlujoStatus.Completed, run.Status);
    }

    [Fact]
    public async Task ConcurrentUsage_IsCountedExactly()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        run.SetBudget(new FlujoBudget { MaxTokens = 7999 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(static _ => Task.Run(static () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                FlujoTrace.Current.AddUsage(1, 0);
            }
        })));
        Assert.Equal(8000m, run.BudgetBreach!.Actual);
        Assert.Single(run.TraceTree!.Events);
    }

    [Fact]
    public void DeclaredBudget_LimitsEachCall()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var ask = new StepDeclaration("ask", FlujoStepKind.Agent, "C.Ask()", "C.cs", 1) { MaxCostUsd = 0.1, MaxTokens = 50 };
        Use(ask, tokens: 50, cost: 0.1m);
        Use(ask, tokens: 50, cost: 0.1m);
        Assert.Null(run.BudgetBreach);
        Use(ask, tokens: 20, cost: 0.2m);
        Assert.Equal(new FlujoBudgetBreach("max_cost_usd", 0.1m, 0.2m, OfRun: false), run.BudgetBreach);
        run.Complete("partial");
        Assert.Equal("run!(ask, ask, ask!)", run.TraceTree.Draw());
        Assert.Equal("over budget: max_cost_usd of the step is 0.1, used 0.2", run.TraceTree!.Children[2].Feedback);
        Assert.Equal((FlujoStatus.Failed, 0.4m), (run.Status, run.StepHistory.Sum(static each => each.CostUsd)));
    }

    [Theory]
    [InlineData(double.NaN, -1L)]
    [InlineData(-0.5, 0L)]
    [InlineData(double.PositiveInfinity, long.MinValue)]
    [InlineData(1e300, 0L)]
    public void DeclaredBudgetOfNoSense_IsNoLimit(double cost, long tokens)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Use(new StepDeclaration("ask", FlujoStepKind.Step, "C.Ask()", "C.cs", 1) { MaxCostUsd = cost, MaxTokens = tokens }, 1_000_000, 100_000m);
        run.Complete();
        Assert.Equal(FlujoStatus.Completed, run.Status);
    }

    [Fact]
    public void LeafWithABudget_IsLimited()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        LeafInvocation leaf = StepRuntime.BeginLeaf(new StepDeclaration("leaf", FlujoStepKind.Step, "C.Leaf()", "C.cs", 1) { MaxTokens = 1 }, 0);
        FlujoTrace.Current.AddUsage(5, 5);
        leaf.Complete();
        Assert.Equal("run*(leaf!)", run.TraceTree.Draw());
        Assert.Equal("max_tokens", run.BudgetBreach!.Limit);
    }

    [Fact]
    public void DeclaredBudgetOutsideARun_FailsTheRunOfItsOwn()
    {
        using TempFolder folder = new();
        using (FlujoTrace.UseStore(folder.Store))
        {
            Use(new StepDeclaration("alone", FlujoStepKind.Step, "C.Alone()", "C.cs", 1) { MaxTokens = 10 }, 11, 0);
            FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["failed"], folder.Query("SELECT status FROM runs"));
        Assert.Equal(["budget_exceeded {\"limit\":\"max_tokens\",\"allowed\":10,\"actual\":11,\"of\":\"step\"}"], folder.Query("SELECT name || ' ' || attributes FROM events"));
    }

    [Fact]
    public async Task PipelineStepOverItsBudget_FailsTheResultAndKeepsTheHistory()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        Pipeline<int, int> pipeline = Pipeline.Create<int>("budgeted")
            .Step("cheap", static x => x + 1)
            .Step("dear", static x =>
            {
                FlujoTrace.Current.AddUsage(60, 60);
                return x;
            }, new StepOptions { Budget = new FlujoBudget { MaxTokens = 100 } })
            .Step("never", static x => x);
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline, enableTracing: true).ExecuteAsync(1);
        Assert.Equal((false, FlujoStatus.Failed), (result.Success, result.Status));
        Assert.Equal([("cheap", true), ("dear", false)], result.StepHistory.Select(static each => (each.Name, each.Success)));
        Assert.Equal("budgeted!(cheap, dear!)", result.TraceTree.Draw());
    }

    [Fact]
    public async Task PipelineRetriesOverTheBudget_AreNotMade()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        int tries = 0;
        Pipeline<int, int> pipeline = Pipeline.Create<int>("budgeted").Step(
            "shaky", int (int _) => throw new InvalidOperationException($"try {++tries}"), new StepOptions { MaxAttempts = 10, Budget = new FlujoBudget { MaxAttempts = 2 } });
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline, enableTracing: true).ExecuteAsync(1);
        Assert.Equal((false, 2), (result.Success, tries));
        Assert.Contains(result.TraceTree!.Children[0].Events, static each => each.Name == "budget_exceeded");
    }

    private static void Use(StepDeclaration step, long tokens, decimal cost)
    {
        StepInvocation call = StepRuntime.Begin(step, 0);
        FlujoTrace.Current.AddUsage(tokens, 0, cost);
        call.Complete();
    }
}
