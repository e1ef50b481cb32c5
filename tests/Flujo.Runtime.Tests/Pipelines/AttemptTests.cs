using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class AttemptTests : IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ThirdTry_IsTheOneThatCounts()
    {
        int calls = 0;
        PipelineResult<int> result = await ExecuteAsync(
            async (n, _) =>
            {
                await Task.Yield();
                FlujoTrace.Current.AddUsage(10, 5, 0.25m);
                return ++calls < 3 ? throw new TimeoutException($"busy {calls}; password=hunter2") : n;
            },
            new StepOptions { MaxAttempts = 4, RetryDelay = Delay });
        Run("trying", Step("ask_model", Attempt().Failed("busy 1"), Attempt().Failed("busy 2"), Attempt()).Attempts(3)).Verify(result.TraceTree);
        TraceSpan step = result.TraceTree!.Children[0];
        Assert.Equal(["retry", "retry"], step.Events.Select(static each => each.Name));
        Assert.Equal([1L, 2L], step.Events.Select(static each => each.Attributes["attempt"]));
        Assert.All(step.Events, static each => Assert.StartsWith("TimeoutException: busy", (string?)each.Attributes["reason"], StringComparison.Ordinal));
        Assert.All(step.Events, static each => Assert.DoesNotContain("hunter2", (string?)each.Attributes["reason"], StringComparison.Ordinal));
        double[] delays = [.. step.Events.Select(static each => (double)each.Attributes["delay_ms"]!)];
        Assert.InRange(delays[0], 15, 25);
        Assert.InRange(delays[1], 30, 50);
        Assert.All(delays, static delay => Assert.True(double.IsInteger(delay), "what is said is what a timer waits"));
        Assert.All(step.Children, static attempt => Assert.Equal((0.25m, 10L, 5L), (attempt.CostUsd, attempt.InputTokens, attempt.OutputTokens)));
        Assert.Equal((0.75m, 30L, 15L), (step.CostUsd, step.InputTokens, step.OutputTokens));
        StepResult entry = result.StepHistory.Single();
        Assert.Equal((true, 3, 0.75m, 45L), (entry.Success, entry.Attempts, entry.CostUsd, entry.TokenCounts));
        // Not the sum of the delays: a timer may come a millisecond early by this clock.
        Assert.True(entry.Latency >= step.Children[2].EndTime - step.Children[0].StartTime, "the latency covers all tries");
        Assert.Equal((0.75m, 45L), (result.TotalCostUsd, result.TotalTokens));
    }

    [Fact]
    public async Task TriesThatAreUsedUp_FailWithTheLastError()
    {
        int calls = 0;
        PipelineResult<int> result = await ExecuteAsync((n, _) => ++calls > 0 ? throw new FormatException($"call {calls}") : Task.FromResult(n), new StepOptions { MaxAttempts = 2 });
        Run("trying", Step("ask_model").Attempts(2).Failed("call 2")).Failed("call 2").Verify(result.TraceTree);
        Assert.Equal((false, 2, "FormatException: call 2"), (result.StepHistory[0].Success, result.StepHistory[0].Attempts, result.StepHistory[0].Feedback));
        Assert.Equal("call 2", result.Error!.Message);
    }

    [Fact]
    public async Task ErrorThatIsNotWorthARetry_GetsNone()
    {
        PipelineResult<int> result = await ExecuteAsync(
            static Task<int> (int _, CancellationToken _) => throw new FormatException("odd"),
            new StepOptions { MaxAttempts = 3, RetryIf = static error => error is TimeoutException });
        Run("trying", Step("ask_model", Attempt().Failed("odd")).Failed("odd")).Failed().Verify(result.TraceTree);
    }

    [Fact]
    public async Task BodyThatHeedsItsToken_TimesOut()
    {
        PipelineResult<int> result = await ExecuteAsync(
            static async (n, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return n;
            },
            new StepOptions { MaxAttempts = 2, Timeout = Delay });
        Assert.Equal(FlujoStatus.Failed, result.Status);
        Assert.IsType<TimeoutException>(result.Error);
        Run("trying", Step("ask_model", Attempt().Failed("no result within 0.02 s"), Attempt().Failed("TimeoutException")).Attempts(2).Failed()).Failed().Verify(result.TraceTree);
    }

    [Fact]
    public async Task BodyThatDoesNotHeedItsToken_IsLeftToItself()
    {
        var late = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource();
        PipelineResult<int> result = await ExecuteAsync(
            async (_, _) =>
            {
                try
                {
                    int n = await late.Task;
                    FlujoTrace.Current.AddUsage(1, 1, 1m);
                    FlujoTrace.Current.SetAttribute("late", true);
                    using FlujoSpan step = FlujoTrace.StartStep("too_late");
                    return n;
                }
                finally
                {
                    left.SetResult();
                }
            },
            new StepOptions { Timeout = Delay });
        late.SetResult(1);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Run("trying", Step("ask_model").Failed("no result within")).Failed().Verify(result.TraceTree);
        Assert.Null(result.TotalCostUsd);
    }

    [Fact]
    public async Task RetriesOfAnotherLibrary_AreKnownWithDurationAndUsage()
    {
        PipelineResult<int> result = await ExecuteAsync(
            static (n, _) =>
            {
                for (int call = 1; call <= 2; call++)
                {
                    FlujoTrace.Current.AddUsage(call, call * 10, 0.5m * call);
                    FlujoTrace.Current.AddAttempt(call == 1 ? new TimeoutException("busy") : null, TimeSpan.FromMilliseconds(-call));
                }

                FlujoTrace.Current.AddUsage(100, 0);
                return Task.FromResult(n);
            },
            options: null);
        TraceSpan step = result.TraceTree!.Children[0];
        Run("trying", Step("ask_model").Attempts(3)).Verify(result.TraceTree);
        Assert.Equal(["1 TimeoutException: busy 0 1 10 0.5", "2  0 2 20 1"], step.Events.Select(static each => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{each.Attributes["attempt"]} {each.Attributes["reason"]} {each.Attributes["delay_ms"]} {each.Attributes["input_tokens"]} {each.Attributes["output_tokens"]} {each.Attributes["cost_usd"]}")));
        Assert.All(step.Events, static each => Assert.True((double)each.Attributes["duration_ms"]! >= 0));
        Assert.Equal((3, 1.5m, 133L), (result.StepHistory[0].Attempts, result.StepHistory[0].CostUsd, result.TotalTokens));
    }

    private static Task<PipelineResult<int>> ExecuteAsync(Func<int, CancellationToken, Task<int>> body, StepOptions? options) =>
        new FlujoRunner<int, int>(Pipeline.Create<int>("trying").Step("ask_model", body, options)).ExecuteAsync(1);
}
