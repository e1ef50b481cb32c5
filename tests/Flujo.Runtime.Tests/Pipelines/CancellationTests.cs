using Flujo.Runtime.Tests.Api;
using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Pipelines;

public sealed class CancellationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CancelledRun_IsCancelledEverywhere(bool heedsItsToken)
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using var source = new CancellationTokenSource();
        Pipeline<int, int> pipeline = Pipeline.Create<int>("cancelled")
            .Step("before", static n => n)
            .Loop(
                "working",
                body => body.Step("work", async (n, cancellation) =>
                {
                    await source.CancelAsync();
                    if (heedsItsToken)
                    {
                        await Task.Delay(Timeout.Infinite, cancellation);
                    }

                    return n;
                }, new StepOptions { MaxAttempts = 3 }),
                static _ => false,
                maxIterations: 3)
            .Fallback("rescue", static body => body.Step("never", static n => n), static body => body.Step("neither", static n => n));
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1, source.Token);
        Assert.Equal((false, FlujoStatus.Cancelled), (result.Success, result.Status));
        Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
        TraceShape iteration = heedsItsToken ? Iteration(1, Step("work", Attempt().Cancelled()).Cancelled()).Cancelled() : Iteration(1, Step("work"));
        Run("cancelled", Step("before"), Loop("working", iteration).Cancelled()).Cancelled().Verify(result.TraceTree);
        Assert.Equal([true, false], result.StepHistory.Select(static step => step.Success));
        Assert.Equal(["cancelled"], folder.Query("SELECT status FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
    }

    [Fact]
    public async Task RunCancelledBeforeItBegins_HasNoStep()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> result = await new FlujoRunner<int, int>(Pipeline.Create<int>("never").Step("one", static n => n))
            .ExecuteAsync(1, new CancellationToken(canceled: true));
        Run("never").Cancelled().Verify(result.TraceTree);
    }

    [Fact]
    public async Task CancellationInAParallel_CancelsEveryBranch()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using var source = new CancellationTokenSource();
        using var meet = new Barrier(2);
        Pipeline<int, int> pipeline = Pipeline.Create<int>("side_by_side").Parallel(
            "both",
            all => all.Branch("left", body => body.Step("wait_left", WaitAsync)).Branch("right", body => body.Step("wait_right", WaitAsync)),
            static results => results[0]);
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1, source.Token);
        Run(
            "side_by_side",
            Parallel("both", Branch("left", Step("wait_left").Cancelled()).Cancelled(), Branch("right", Step("wait_right").Cancelled()).Cancelled()).Cancelled())
            .Cancelled().Verify(result.TraceTree);

        async Task<int> WaitAsync(int n, CancellationToken cancellation)
        {
            Assert.True(meet.SignalAndWait(TimeSpan.FromSeconds(30)));
            await source.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancellation);
            return n;
        }
    }

    [Fact]
    public async Task TimeoutOfAnHttpClient_IsAFailure()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using var source = new CancellationTokenSource();
        PipelineResult<int> result = await new FlujoRunner<int, int>(
            Pipeline.Create<int>("calling").Step("call", static int (_) => throw new TaskCanceledException("timed out", new TimeoutException(), new CancellationToken(true))))
            .ExecuteAsync(1, source.Token);
        Run("calling", Step("call").Failed("timed out")).Failed().Verify(result.TraceTree);
    }

    [Fact]
    public async Task RunOverBudget_IsAFailedResultWithItsHistory()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        Pipeline<int, int> pipeline = Pipeline.Create<int>("costly")
            .Step("cheap", static n =>
            {
                FlujoTrace.Current.AddUsage(costUsd: 0.1m);
                return n;
            })
            .Step("dear", static n =>
            {
                FlujoTrace.Current.SetBudget(new FlujoBudget { MaxCostUsd = 0.5m });
                FlujoTrace.Current.AddUsage(costUsd: 0.75m);
                return n;
            })
            .Step("never", static n => n);
        PipelineResult<int> result = await new FlujoRunner<int, int>(pipeline).ExecuteAsync(1);
        Assert.Equal((false, FlujoStatus.Failed, 0.85m), (result.Success, result.Status, result.TotalCostUsd));
        Assert.Equal(["cheap", "dear"], result.StepHistory.Select(static step => step.Name));
        Assert.Contains("0.5", result.Error!.Message, StringComparison.Ordinal);
        Run("costly", Step("cheap"), Step("dear").Failed()).Failed().Verify(result.TraceTree);
        Assert.Contains(result.TraceTree!.All().SelectMany(static span => span.Events), static each => each.Name == "budget_exceeded");
    }
}
