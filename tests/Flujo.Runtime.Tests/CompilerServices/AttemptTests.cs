using System.Diagnostics;
using Flujo.CompilerServices;
using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.CompilerServices;

public sealed class AttemptTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");
    private readonly FlujoRun _run = FlujoTrace.StartRun("run");

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void ThirdTrySucceeds_EverythingIsThere()
    {
        int tries = 0;
        DateTimeOffset before = DateTimeOffset.UtcNow;
        int result = StepRuntime.Run(Step.Declare("shaky", maxAttempts: 5, retryDelayMilliseconds: 8), 0, () =>
        {
            tries++;
            FlujoTrace.Current.AddUsage(10 * tries, tries, 0.1m * tries);
            return tries < 3 ? throw new InvalidOperationException($"try {tries}, password=hunter2") : tries;
        }, default);
        Assert.Equal((3, 3), (result, tries));
        TraceSpan step = _run.TraceTree.Find("shaky");
        Assert.Equal("shaky(attempt!, attempt!, attempt)", step.Draw());
        Assert.Equal(3, step.Attempts);
        Assert.Null(step.Feedback);
        Assert.All(step.Children, static attempt => Assert.Equal("attempt", attempt.Kind));
        Assert.Equal([0.1m, 0.2m, 0.3m], step.Children.Select(static attempt => attempt.CostUsd));
        Assert.Equal([10L, 20L, 30L], step.Children.Select(static attempt => attempt.InputTokens));
        Assert.Equal((0.6m, 60L, 6L), (step.CostUsd, step.InputTokens, step.OutputTokens));
        Assert.Equal(["retry", "retry"], step.Events.Select(static retry => retry.Name));
        Assert.Equal([1L, 2L], step.Events.Select(static retry => retry.Attributes["attempt"]));
        Assert.All(step.Events, static retry => Assert.Matches("^InvalidOperationException: try [12], password=", (string)retry.Attributes["reason"]!));
        Assert.DoesNotContain("hunter2", string.Concat(step.Events.Select(static retry => retry.Attributes["reason"])), StringComparison.Ordinal);
        Assert.InRange((double)step.Events[0].Attributes["delay_ms"]!, 6, 10);
        Assert.InRange((double)step.Events[1].Attributes["delay_ms"]!, 12, 20);
        Assert.All(step.Events, retry => Assert.InRange(retry.Time, before.AddMilliseconds(-50), DateTimeOffset.UtcNow.AddMilliseconds(50)));
        Assert.True(step.Duration >= TimeSpan.FromMilliseconds(17), $"{step.Duration} is less than the delays");
        Assert.All(step.Children, attempt => Assert.True(attempt.StartTime >= step.StartTime && attempt.EndTime <= step.EndTime));
    }

    [Fact]
    public void History_SumsAttemptsOnce()
    {
        int tries = 0;
        StepRuntime.Run(Step.Declare("shaky", maxAttempts: 2), 0, () =>
        {
            FlujoTrace.Current.AddUsage(10, 5, 0.25m);
            Step.Call("inner", static () => FlujoTrace.Current.AddUsage(1, 1, 1));
            if (++tries < 2)
            {
                throw new InvalidOperationException("again");
            }
        }, default);
        StepResult step = _run.StepHistory.Single();
        Assert.Equal(("shaky", true, 2, 2.5m, 34L), (step.Name, step.Success, step.Attempts, step.CostUsd, step.TokenCounts));
        Assert.Equal("shaky(attempt!(inner), attempt(inner))", _run.TraceTree.Find("shaky").Draw());
    }

    [Fact]
    public async Task AsyncStep_IsRetried()
    {
        int tries = 0;
        int result = await StepRuntime.RunAsync(Step.Declare("shaky", maxAttempts: 3, retryDelayMilliseconds: 1), 0, async Task<int> () =>
        {
            await Task.Yield();
            Step.Call("inner");
            return ++tries < 3 ? throw new InvalidOperationException("again") : tries;
        }, default);
        Assert.Equal(3, result);
        Step.Call("after");
        Assert.Equal("run*(shaky(attempt!(inner), attempt!(inner), attempt(inner)), after)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task EveryTaskShape_IsRetried()
    {
        int tries = 0;
        StepDeclaration step = Step.Declare("shaky", maxAttempts: 2);
        StepRuntime.Run(step, 0, () => Fail(ref tries), default);
        await StepRuntime.RunAsync(step, 0, Task () => FailAsync(), default);
        await StepRuntime.RunAsync(step, 0, ValueTask () => new ValueTask(FailAsync()), default);
        Assert.Equal(1, await StepRuntime.RunAsync(step, 0, async ValueTask<int> () =>
        {
            await FailAsync();
            return 1;
        }, default));
        Assert.Equal(8, tries);
        Assert.All(_run.TraceTree!.Children, static span => Assert.Equal("shaky(attempt!, attempt)", span.Draw()));

        async Task FailAsync()
        {
            await Task.Yield();
            Fail(ref tries);
        }

        static void Fail(ref int tries)
        {
            if (++tries % 2 == 1)
            {
                throw new InvalidOperationException("odd");
            }
        }
    }

    [Fact]
    public async Task LastFailure_ReachesTheCallerAsItIs()
    {
        Exception[] errors = [new InvalidOperationException("1"), new FormatException("2")];
        int tries = 0;
        StepDeclaration step = Step.Declare("hopeless", maxAttempts: 2);
        Assert.Same(errors[1], Thrown.By(() => StepRuntime.Run(step, 0, () => throw errors[tries++], default)));
        tries = 0;
        Assert.Same(errors[1], await Record.ExceptionAsync(() => StepRuntime.RunAsync(step, 0, async Task () =>
        {
            await Task.Yield();
            throw errors[tries++];
        }, default)));
        Assert.Equal("run*(hopeless!(attempt!, attempt!), hopeless!(attempt!, attempt!))", _run.TraceTree.Draw());
        Assert.All(_run.TraceTree!.Children, static span => Assert.Equal((2, "FormatException: 2", 1), (span.Attempts, span.Feedback, span.Events.Count)));
    }

    [Fact]
    public void SoleAttempt_HasASpanToo()
    {
        StepRuntime.Run(Step.Declare("steady", maxAttempts: 3), 0, static () => 1, default);
        Assert.Equal("run*(steady(attempt))", _run.TraceTree.Draw());
        Assert.Equal(1, _run.TraceTree.Find("steady").Attempts);
    }

    [Fact]
    public async Task OwnToken_EndsTheWaitBetweenAttempts()
    {
        StepDeclaration step = Step.Declare("patient", maxAttempts: 3, retryDelayMilliseconds: 60_000);
        using var first = new CancellationTokenSource();
        var started = Stopwatch.StartNew();
        Task sync = Task.Run(() => StepRuntime.Run(step, 0, () =>
        {
            first.CancelAfter(20);
            throw new InvalidOperationException("again");
        }, first.Token), TestContext.Current.CancellationToken);
        var caught = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sync);
        Assert.Equal(first.Token, caught.CancellationToken);
        using var second = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StepRuntime.RunAsync(step, 0, Task () =>
        {
            second.CancelAfter(20);
            throw new InvalidOperationException("again");
        }, second.Token));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Equal("run*(patient?(attempt!), patient?(attempt!))", _run.TraceTree.Draw());
    }

    [Fact]
    public void OwnCancellation_IsNotRetried()
    {
        using var stop = new CancellationTokenSource();
        int tries = 0;
        Assert.Throws<OperationCanceledException>(() => StepRuntime.Run(Step.Declare("stopped", maxAttempts: 3), 0, () =>
        {
            tries++;
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }, stop.Token));
        Assert.Equal(1, tries);
        Assert.Equal("run*(stopped?(attempt?))", _run.TraceTree.Draw());
    }

    [Fact]
    public void ForeignCancellation_IsRetried()
    {
        using var own = new CancellationTokenSource();
        int tries = 0;
        int result = StepRuntime.Run(
            Step.Declare("timed_out", maxAttempts: 3), 0, () => ++tries < 3 ? throw new OperationCanceledException(new CancellationToken(true)) : tries, own.Token);
        Assert.Equal(3, result);
        Assert.Equal("run*(timed_out(attempt!, attempt!, attempt))", _run.TraceTree.Draw());
    }

    [Fact]
    public void TokenOfADisposedSource_DoesNotStopRetries()
    {
        var source = new CancellationTokenSource();
        CancellationToken own = source.Token;
        source.Dispose();
        int tries = 0;
        Assert.Throws<InvalidOperationException>(() => StepRuntime.Run(Step.Declare("orphan", maxAttempts: 2, retryDelayMilliseconds: 1), 0, () =>
        {
            tries++;
            throw new InvalidOperationException("again");
        }, own));
        Assert.Equal(2, tries);
    }

    [Fact]
    public void FailedByName_TheLastAttemptSpeaksForTheStep()
    {
        StepRuntime.Run(Step.Declare("refused", maxAttempts: 2), 0, static () => FlujoTrace.Current.Fail("the answer was empty; password=hunter2"), default);
        TraceSpan step = _run.TraceTree.Find("refused");
        Assert.Equal("refused!(attempt!)", step.Draw());
        Assert.StartsWith("the answer was empty", step.Feedback, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", step.Feedback!, StringComparison.Ordinal);
        Assert.False(_run.StepHistory.Single().Success);
    }

    [Fact]
    public void AsyncLocalSetInAnAttempt_SurvivesAsInAPlainCall()
    {
        var mine = new AsyncLocal<int>();
        int tries = 0;
        StepRuntime.Run(Step.Declare("sets", maxAttempts: 2), 0, () =>
        {
            mine.Value = ++tries;
            if (tries == 1)
            {
                throw new InvalidOperationException();
            }
        }, default);
        Assert.Equal(2, mine.Value);
        Step.Call("after");
        Assert.Equal("run*(sets(attempt!, attempt), after)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task RetryOfAnAsyncStep_BeginsWhereItsCallerRuns()
    {
        var pump = new PumpContext();
        var contexts = new List<SynchronizationContext?>();
        Task<int> task = pump.Run(() => StepRuntime.RunAsync(Step.Declare("ui", maxAttempts: 3, retryDelayMilliseconds: 1), 0, async Task<int> () =>
        {
            contexts.Add(SynchronizationContext.Current);
            await Task.Delay(1).ConfigureAwait(false);
            return contexts.Count < 3 ? throw new InvalidOperationException("again") : 1;
        }, default));
        Assert.Equal(1, await task);
        Assert.All(contexts, context => Assert.Same(pump, context));
    }

    [Fact]
    public async Task RetryOfAnAsyncStep_BeginsOnItsCallersScheduler()
    {
        TaskScheduler scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var schedulers = new List<TaskScheduler>();
        await Task.Factory.StartNew(() => StepRuntime.RunAsync(Step.Declare("actor", maxAttempts: 2), 0, async Task<int> () =>
        {
            schedulers.Add(TaskScheduler.Current);
            await Task.Delay(1).ConfigureAwait(false);
            return schedulers.Count < 2 ? throw new InvalidOperationException("again") : 1;
        }, default), TestContext.Current.CancellationToken, TaskCreationOptions.None, scheduler).Unwrap();
        Assert.All(schedulers, each => Assert.Same(scheduler, each));
        Assert.Equal(2, schedulers.Count);
    }

    /// <summary>Runs what is posted on the pool, as itself.</summary>
    private sealed class PumpContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback callback, object? state) => ThreadPool.QueueUserWorkItem(_ => Enter(() => callback(state)));

        public T Run<T>(Func<T> body)
        {
            T result = default!;
            Enter(() => result = body());
            return result;
        }

        private void Enter(Action body)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                body();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
