using Flujo.Runtime.Tests.Api;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Recording;

/// <summary>What becomes of a run or block that is disposed while an exception passes through it, or only stands by.</summary>
public sealed class DisposeTests : IDisposable
{
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void SyncException_Fails()
    {
        FlujoRun run = FlujoTrace.StartRun("run");
        Thrown.By(() =>
        {
            using FlujoRun disposed = run;
            using FlujoSpan block = FlujoTrace.StartStep("block");
            throw new InvalidOperationException("out");
        });
        Assert.Equal("run!(block!)", run.TraceTree.Draw());
        Assert.Equal("InvalidOperationException: out", run.TraceTree!.Feedback);
        Assert.Equal("InvalidOperationException: out", run.TraceTree.Find("block").Feedback);
    }

    [Fact]
    public async Task AsyncException_Fails()
    {
        FlujoRun? run = null;
        await Record.ExceptionAsync(async () =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            using FlujoSpan block = FlujoTrace.StartStep("block");
            await Task.Delay(1);
            throw new InvalidOperationException("out");
        });
        Assert.Equal("run!(block!)", run!.TraceTree.Draw());
        Assert.Equal("InvalidOperationException: out", run.TraceTree.Find("block").Feedback);
    }

    [Fact]
    public async Task AwaitedException_Fails()
    {
        FlujoRun? run = null;
        await Record.ExceptionAsync(async () =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            using FlujoSpan block = FlujoTrace.StartStep("block");
            await FailLaterAsync();
        });
        Assert.Equal("run!(block!)", run!.TraceTree.Draw());
        Assert.Equal("InvalidOperationException: later", run.TraceTree.Find("block").Feedback);
    }

    [Fact]
    public async Task AwaitedExceptionThatWasHandled_Completes()
    {
        // The code behind the catch runs inside the catch block of the method that it awaited.
        FlujoRun run;
        using (run = FlujoTrace.StartRun("run"))
        {
            using FlujoSpan block = FlujoTrace.StartStep("block");
            try
            {
                await FailLaterAsync();
            }
            catch (InvalidOperationException)
            {
            }
        }

        Assert.Equal("run(block)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task AwaitedExceptionThatWasHandledTwoMethodsOut_Completes()
    {
        FlujoRun run;
        using (run = FlujoTrace.StartRun("run"))
        {
            using FlujoSpan block = FlujoTrace.StartStep("block");
            try
            {
                await PassOnAsync();
            }
            catch (InvalidOperationException)
            {
            }
        }

        Assert.Equal("run(block)", run.TraceTree.Draw());

        static async Task PassOnAsync() => await FailLaterAsync();
    }

    [Fact]
    public async Task ExceptionAfterAHandledOne_Fails()
    {
        FlujoRun? run = null;
        await Record.ExceptionAsync(async () =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            try
            {
                await FailLaterAsync();
            }
            catch (InvalidOperationException)
            {
            }

            throw new FormatException("second");
        });
        Assert.Equal("FormatException: second", run!.TraceTree!.Feedback);
    }

    [Fact]
    public async Task HandledExceptionThatIsThrownOn_Fails()
    {
        FlujoRun? run = null;
        await Record.ExceptionAsync(async () =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            try
            {
                await FailLaterAsync();
            }
            catch (InvalidOperationException)
            {
                throw;
            }
        });
        Assert.Equal("run!", run!.TraceTree.Draw());
    }

    [Fact]
    public async Task SuppressedAwaitOfAFailure_Completes()
    {
        FlujoRun run;
        using (run = FlujoTrace.StartRun("run"))
        {
            await FailLaterAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.Equal("run", run.TraceTree.Draw());
    }

    [Fact]
    public async Task ResumptionFromSomebodysCatchBlock_Completes()
    {
        var signal = new TaskCompletionSource();
        FlujoRun? run = null;
        Task waiting = WaitAsync();
        try
        {
            throw new InvalidOperationException("not theirs");
        }
        catch (InvalidOperationException)
        {
            signal.SetResult();
        }

        await waiting;
        Assert.Equal("run(block)", run!.TraceTree.Draw());

        async Task WaitAsync()
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            using FlujoSpan block = FlujoTrace.StartStep("block");
            await signal.Task.ConfigureAwait(false);
        }
    }

    [Fact]
    public void BlockInsideACatchBlock_Completes()
    {
        FlujoRun run = FlujoTrace.StartRun("run");
        try
        {
            throw new InvalidOperationException("handled");
        }
        catch (InvalidOperationException)
        {
            using FlujoSpan block = FlujoTrace.StartStep("recovery");
            Thrown.By(static () => throw new FormatException("handled, too"));
        }

        run.Complete();
        Assert.Equal("run(recovery)", run.TraceTree.Draw());
    }

    [Fact]
    public void ExceptionOutOfABlockInsideACatchBlock_Fails()
    {
        FlujoRun run = FlujoTrace.StartRun("run");
        Thrown.By(static () =>
        {
            try
            {
                throw new InvalidOperationException("first");
            }
            catch (InvalidOperationException)
            {
                using FlujoSpan block = FlujoTrace.StartStep("recovery");
                throw new FormatException("second");
            }
        });
        run.Complete();
        Assert.Equal("run(recovery!)", run.TraceTree.Draw());
        Assert.Equal("FormatException: second", run.TraceTree.Find("recovery").Feedback);
    }

    [Fact]
    public void ExceptionsHandledWhileAnotherPasses_KeepTheReason()
    {
        FlujoRun run = FlujoTrace.StartRun("run");
        Thrown.By(() =>
        {
            using FlujoRun disposed = run;
            using var noisy = new Noisy();
            throw new InvalidOperationException("the reason");
        });
        Assert.Equal("InvalidOperationException: the reason", run.TraceTree!.Feedback);
    }

    [Fact]
    public void RunInsideAnObjectOfTheUsers_Fails()
    {
        var owner = new Owner();
        Thrown.By(() =>
        {
            using Owner disposed = owner;
            Throw();
        });
        Assert.Equal("run!", owner.Run.TraceTree.Draw());
    }

    [Fact]
    public void RunDisposedByHandInFinally_Fails()
    {
        FlujoRun run = FlujoTrace.StartRun("run");
        Thrown.By(() =>
        {
            try
            {
                Throw();
            }
            finally
            {
                Close(run);
            }
        });
        Assert.Equal("run!", run.TraceTree.Draw());

        static void Close(FlujoRun run) => run.Dispose();
    }

    [Fact]
    public void HandledSyncException_Completes()
    {
        FlujoRun run;
        using (run = FlujoTrace.StartRun("run"))
        {
            Thrown.By(static () => Throw());
        }

        Assert.Equal("run", run.TraceTree.Draw());
    }

    [Fact]
    public async Task OneAfterAnotherOnTheSameThread_EachIsToldApart()
    {
        // The runtime uses the same stack addresses for all of them.
        var statuses = new List<FlujoStatus>();
        for (int i = 0; i < 20; i++)
        {
            FlujoRun? run = null;
            bool handles = i % 3 == 0;
            await Record.ExceptionAsync(async () =>
            {
                using FlujoRun started = run = FlujoTrace.StartRun($"run_{i}");
                try
                {
                    await FailLaterAsync();
                }
                catch (InvalidOperationException) when (handles)
                {
                }
            });
            statuses.Add(run!.Status);
            Assert.Equal(handles ? FlujoStatus.Completed : FlujoStatus.Failed, run.Status);
        }
    }

    [Fact]
    public async Task CancellationThatPasses_Cancels()
    {
        using var stop = new CancellationTokenSource();
        FlujoRun? run = null;
        await Record.ExceptionAsync(async () =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("run");
            using FlujoSpan block = FlujoTrace.StartStep("block");
            stop.Cancel();
            await Task.Delay(Timeout.Infinite, stop.Token);
        });
        Assert.Equal("run?(block?)", run!.TraceTree.Draw());
    }

    [Fact]
    public void BlocksDisposedOutOfOrder_LeaveNoEndedParent()
    {
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan first = FlujoTrace.StartStep("first");
        FlujoSpan second = FlujoTrace.StartBranch("second", "taken");
        FlujoSpan third = FlujoTrace.StartStep("third");
        first.Dispose();
        second.Dispose();
        third.Dispose();
        Step.Call("after");
        first.Dispose();
        second.Dispose();
        Step.Call("last");
        run.Complete();
        Assert.Equal("run(first(second(taken(third))), after, last)", run.TraceTree.Draw());
    }

    private static async Task FailLaterAsync()
    {
        await Task.Delay(1).ConfigureAwait(false);
        throw new InvalidOperationException("later");
    }

    private static void Throw() => throw new InvalidOperationException("thrown");

    private sealed class Noisy : IDisposable
    {
        public void Dispose() => Thrown.By(static () => throw new FormatException("noise"));
    }

    private sealed class Owner : IDisposable
    {
        public FlujoRun Run { get; } = FlujoTrace.StartRun("run");

        public void Dispose() => Run.Dispose();
    }
}
