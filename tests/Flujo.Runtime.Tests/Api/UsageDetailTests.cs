using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>The parts of usage, its models, and where its costs come from.</summary>
public sealed class UsageDetailTests
{
    [Fact]
    public void CachedAndReasoningTokens_ArePartsAndCountedOnce()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("ask", static () => FlujoTrace.Current.AddUsage(1000, 200, 0.5m, "large", cachedInputTokens: 800, reasoningTokens: 150));
        run.Complete();
        TraceSpan step = run.TraceTree.Find("ask");
        Assert.Equal((1000, 200), (step.InputTokens, step.OutputTokens));
        TraceUsage usage = Assert.Single(step.Usage);
        Assert.Equal(("large", 1000, 200, 800, 150, 0.5m, "given"), Of(usage));
        Assert.Equal(1200, run.StepHistory.Single().TokenCounts);
        Assert.Equal(["1200 0.5"], folder.Query("SELECT total_tokens, total_cost_usd FROM runs"));
    }

    [Fact]
    public void TwoModels_AreKeptApartAndSummedUp()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("ask", static () =>
        {
            FlujoTrace.Current.AddUsage(10, 1, 0.25m, "large");
            FlujoTrace.Current.AddUsage(10, 1, 0.25m, "large");
            FlujoTrace.Current.AddUsage(7, 2, null, "unheard-of");
            FlujoTrace.Current.AddUsage(1, 1);
        });
        TraceSpan step = run.TraceTree.Find("ask");
        Assert.Equal((28L, 5L, 0.5m), (step.InputTokens, step.OutputTokens, step.CostUsd));
        Assert.Equal(
            [(null, 1, 1, 0, 0, null, null), ("large", 20, 2, 0, 0, 0.5m, "given"), ("unheard-of", 7, 2, 0, 0, (decimal?)null, (string?)null)],
            step.Usage.Select(Of).OrderBy(static each => each.Model, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(-5, -1, -1, -1, 0, 0, 0, 0, "usage_negative")]
    [InlineData(-5, 3, 0, 0, 0, 3, 0, 0, "usage_negative")]
    [InlineData(10, 10, 11, 12, 10, 10, 10, 10, "usage_inconsistent")]
    public void NonsensicalCounts_GiveANoteAndLoseNothing(
        long input, long output, long cached, long reasoning, long inputKept, long outputKept, long cachedKept, long reasoningKept, string cause)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        NoteCount notes = new(cause);
        Step.Call("ask", () => FlujoTrace.Current.AddUsage(input, output, 1m, "large", cached, reasoning));
        Assert.True(notes.Since >= 1);
        Assert.Equal(("large", inputKept, outputKept, cachedKept, reasoningKept, 1m, "given"), Of(Assert.Single(run.TraceTree.Find("ask").Usage)));
    }

    [Fact]
    public void UsageOfAnAttempt_IsItsStepsAndTheRunsOnce()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        int tries = 0;
        Flujo.CompilerServices.StepRuntime.Run(Step.Declare("ask", maxAttempts: 3), 0, () =>
        {
            FlujoTrace.Current.AddUsage(10, 1, 0.5m, "large", cachedInputTokens: 4);
            return ++tries < 3 ? throw new InvalidOperationException("again") : tries;
        }, default);
        run.Complete();
        TraceSpan step = run.TraceTree.Find("ask");
        Assert.Equal(("large", 30, 3, 12, 0, 1.5m, "given"), Of(Assert.Single(step.Usage)));
        Assert.All(step.Children, static attempt => Assert.Equal(("large", 10, 1, 4, 0, 0.5m, "given"), Of(Assert.Single(attempt.Usage))));
        Assert.Equal(["33 1.5"], folder.Query("SELECT total_tokens, total_cost_usd FROM runs"));
        Assert.Equal(["30 12 1.5"], folder.Query("SELECT sum(input_tokens), sum(cached_input_tokens), sum(cost_usd) FROM usage WHERE NOT is_of_attempt"));
    }

    private static (string? Model, long Input, long Output, long Cached, long Reasoning, decimal? Cost, string? Source) Of(TraceUsage usage) =>
        (usage.Model, usage.InputTokens, usage.OutputTokens, usage.CachedInputTokens, usage.ReasoningTokens, usage.CostUsd, usage.CostSource);
}
