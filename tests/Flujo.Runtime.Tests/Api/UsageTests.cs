using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

public sealed class UsageTests
{
    [Theory]
    [InlineData("0.000000000001", "0.000000000001")]
    [InlineData("0.0000000000005", "0")]
    [InlineData("0.0000000000015", "0.000000000002")]
    [InlineData("0.0000000000025", "0.000000000002")]
    [InlineData("0.00000000000250000001", "0.000000000003")]
    [InlineData("123456.789012345678", "123456.789012345678")]
    [InlineData("0", "0")]
    public void Cost_IsExactToTheTwelfthDecimal(string given, string stored)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoTrace.Current.AddUsage(costUsd: decimal.Parse(given, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(decimal.Parse(stored, System.Globalization.CultureInfo.InvariantCulture), run.TraceTree!.CostUsd);
    }

    [Fact]
    public void Calls_AddUpExactly()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("step", static () =>
        {
            for (int i = 0; i < 1000; i++)
            {
                FlujoTrace.Current.AddUsage(3, 2, 0.1m, "gpt");
            }
        });
        TraceSpan step = run.TraceTree.Find("step");
        Assert.Equal((100m, 3000L, 2000L, "gpt"), (step.CostUsd, step.InputTokens, step.OutputTokens, step.Attributes["model"]));
    }

    [Fact]
    public void UnknownCost_IsNull()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("tokens_only", static () => FlujoTrace.Current.AddUsage(5, 5));
        Step.Call("free", static () => FlujoTrace.Current.AddUsage(5, 5, 0));
        Step.Call("none");
        Assert.Equal([null, 0m, null], run.TraceTree!.Children.Select(static step => step.CostUsd));
        Assert.Equal([null, 0m, null], run.StepHistory.Select(static step => step.CostUsd));
    }

    [Fact]
    public void AbsurdNumbers_HarmNoSum()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        for (int i = 0; i < 3; i++)
        {
            Step.Call("absurd", static () => FlujoTrace.Current.AddUsage(long.MaxValue, long.MaxValue, decimal.MaxValue));
            Step.Call("negative", static () => FlujoTrace.Current.AddUsage(long.MinValue, -1));
        }

        run.Complete();
        Assert.All(run.StepHistory, static step => Assert.True(step is { TokenCounts: >= 0, CostUsd: null or > 0 }));
        Assert.Equal(["1 1 1"], folder.Query("SELECT sum(cost) > 0, sum(input_tokens) > 0, (SELECT total_tokens > 0 FROM runs) FROM rollups"));
    }

    [Fact]
    public void Totals_AreTheSumOfTheSteps()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        for (int i = 1; i <= 5; i++)
        {
            int number = i;
            Step.Call($"step_{i}", () =>
            {
                FlujoTrace.Current.AddUsage(number, number, 0.000000000001m * number);
                using (FlujoTrace.StartLoop("loop"))
                {
                    Step.Leaf("inner", static () => FlujoTrace.Current.AddUsage(100, 10, 0.5m));
                }
            });
        }

        run.Complete();
        IReadOnlyList<StepResult> history = run.StepHistory;
        Assert.Equal(2.500000000015m, history.Sum(static step => step.CostUsd));
        Assert.Equal(580, history.Sum(static step => step.TokenCounts));
        Assert.Equal(["2500000000015 580"], folder.Query("SELECT total_cost, input_tokens + output_tokens FROM run_rows"));
        Assert.Equal(history.Sum(static step => step.CostUsd), run.TraceTree!.All().Sum(static span => span.CostUsd));
    }
}
