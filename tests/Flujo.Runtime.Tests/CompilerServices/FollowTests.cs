using System.Threading.Tasks.Sources;
using Flujo.CompilerServices;
using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.CompilerServices;

/// <summary>What a traced task hands on: everything that the step's own task would have.</summary>
public sealed class FollowTests
{
    [Fact]
    public void CompletedTask_IsTheSameObject()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Task<int> task = Task.FromResult(1);
        Task plain = Task.CompletedTask;
        Assert.Same(task, Step.CallAsync("a", () => task));
        Assert.Same(plain, Step.CallAsync("b", () => plain));
        Assert.Equal("run*(a, b)", run.TraceTree.Draw());
    }

    [Fact]
    public void NullTask_StaysNull()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Assert.Null(Step.CallAsync("a", static () => (Task)null!));
        Assert.Null(Step.CallAsync("b", static () => (Task<int>)null!));
        Assert.Equal("run*(a, b)", run.TraceTree.Draw());
    }

    [Fact]
    public void ThrowBeforeTheFirstAwait_IsSynchronous()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var thrown = new ArgumentNullException("query");
        Exception? caught = null;
        try
        {
            _ = Step.CallAsync("a", Task<int> () => throw thrown);
        }
        catch (ArgumentNullException error)
        {
            caught = error;
        }

        Assert.Same(thrown, caught);
        Assert.Equal("run*(a!)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task FailedWhenAll_KeepsEveryInnerException()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Exception[] errors = [new InvalidOperationException("one"), new FormatException("two"), new TimeoutException("three")];
        Task? own = null;
        Task task = Step.CallAsync("all", () => own = Task.WhenAll(errors.Select(static async error =>
        {
            await Task.Yield();
            throw error;
        })));
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.Equal(TaskStatus.Faulted, task.Status);
        Assert.Equal(3, task.Exception!.InnerExceptions.Count);
        Assert.Equal(own!.Exception!.InnerExceptions, task.Exception.InnerExceptions);
        Assert.Same(own.Exception.InnerExceptions[0], await Record.ExceptionAsync(() => task));
        Assert.Equal("run*(all!)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task AlreadyFailedTask_KeepsItsExceptions()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var error = new InvalidOperationException("at once");
        Task<int> task = Step.CallAsync("a", () => Task.FromException<int>(error));
        Assert.True(task.IsFaulted);
        Assert.Same(error, await Record.ExceptionAsync(() => task));
        Assert.Equal("InvalidOperationException: at once", run.TraceTree.Find("a").Feedback);
    }

    [Fact]
    public async Task CancelledTask_KeepsItsToken()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        using var stop = new CancellationTokenSource();
        Task task = Step.CallAsync("a", () => Task.Delay(Timeout.Infinite, stop.Token), stop.Token);
        await stop.CancelAsync();
        var caught = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(TaskStatus.Canceled, task.Status);
        Assert.Equal(stop.Token, caught.CancellationToken);
        Assert.Equal("run*(a?)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task CancellationByAnotherToken_IsAFailureOfAStepWithATokenOfItsOwn()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        using var own = new CancellationTokenSource();
        var foreign = new CancellationToken(canceled: true);
        await Record.ExceptionAsync(() => Step.CallAsync("a", () => Task.Delay(-1, foreign), own.Token));
        await Record.ExceptionAsync(() => Step.CallAsync("b", () => Task.Delay(-1, foreign)));
        Assert.Equal("run*(a!, b?)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task TimeoutOfAnHttpClient_IsAFailure()
    {
        // It cancels a token of its own, and says so in the inner exception.
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var timeout = new TaskCanceledException("The request was canceled due to the configured timeout.", new TimeoutException(), new CancellationToken(true));
        Exception? caught = await Record.ExceptionAsync(() => Step.CallAsync("fetch", async Task<int> () =>
        {
            await Task.Yield();
            throw timeout;
        }));
        Assert.Same(timeout, caught);
        Assert.Equal("run*(fetch!)", run.TraceTree.Draw());
        Assert.Equal("TaskCanceledException: The request was canceled due to the configured timeout.", run.TraceTree.Find("fetch").Feedback);
    }

    [Fact]
    public async Task ValueTask_IsConsumedOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var late = new StrictSource();
        ValueTask<int> task = Step.CallValueAsync("late", () => new ValueTask<int>(late, 0));
        late.Complete(5);
        Assert.Equal(5, await task);
        var early = new StrictSource();
        early.Complete(6);
        Assert.Equal(6, await Step.CallValueAsync("early", () => new ValueTask<int>(early, 0)));
        var failed = new StrictSource();
        failed.Fail(new FormatException("once"));
        await Assert.ThrowsAsync<FormatException>(async () => await Step.CallValueAsync("failed", () => new ValueTask<int>(failed, 0)));
        Assert.Equal("run*(late, early, failed!)", run.TraceTree.Draw());
        Assert.Equal((1, 1, 1), (late.Results, early.Results, failed.Results));
    }

    [Fact]
    public async Task Continuation_FindsTheSpanEnded()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var go = new TaskCompletionSource();
        FlujoSpan handle = default;
        Task task = Step.CallAsync("a", async () =>
        {
            handle = FlujoTrace.Current;
            await go.Task;
        });
        Assert.True(handle.IsRecording);
        Task<bool> seen = task.ContinueWith(_ => handle.IsRecording, TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        go.SetResult();
        Assert.False(await seen);
    }

    [Fact]
    public async Task ExceptionStack_BeginsWithTheUsersFrames()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Exception error = (await Record.ExceptionAsync(() => Step.CallAsync("a", ThrowAsync)))!;
        Assert.Contains(nameof(ThrowAsync), error.StackTrace!.Split('\n')[0], StringComparison.Ordinal);

        static async Task ThrowAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("deep");
        }
    }

    [Fact]
    public void UnobservedException_IsReportedLikeTheStepsOwn()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        string mark = Guid.NewGuid().ToString();
        int reported = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> listener = (_, unobserved) =>
        {
            if (unobserved.Exception.InnerException?.Message == mark)
            {
                Interlocked.Increment(ref reported);
            }
        };
        TaskScheduler.UnobservedTaskException += listener;
        try
        {
            Forget(mark);
            for (int i = 0; i < 50 && Volatile.Read(ref reported) == 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= listener;
        }

        Assert.Equal(1, reported);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(string mark) => Step.CallAsync("a", () => Task.FromException(new InvalidOperationException(mark)));
    }

    [Fact]
    public async Task CallersPlace_IsGivenBackAtOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var go = new TaskCompletionSource();
        Task slow = Step.CallAsync("slow", () => go.Task);
        Step.Call("beside");
        go.SetResult();
        await slow;
        Assert.Equal("run*(slow, beside)", run.TraceTree.Draw());
    }

    [Fact]
    public void DefaultInvocations_DoNothing()
    {
        StepInvocation step = default;
        LeafInvocation leaf = default;
        Task task = Task.CompletedTask;
        step.Complete();
        step.Fail(new InvalidOperationException());
        leaf.Complete();
        leaf.Fail(new InvalidOperationException());
        Assert.Same(task, step.Follow(task));
    }

    /// <summary>A value task that may be asked for its result once.</summary>
    private sealed class StrictSource : IValueTaskSource<int>
    {
        private ManualResetValueTaskSourceCore<int> _core;

        public int Results { get; private set; }

        public void Complete(int result) => _core.SetResult(result);

        public void Fail(Exception error) => _core.SetException(error);

        public int GetResult(short token)
        {
            Results++;
            int result = _core.GetResult(token);
            _core.Reset();
            return result;
        }

        public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _core.OnCompleted(continuation, state, token, flags);
    }
}
