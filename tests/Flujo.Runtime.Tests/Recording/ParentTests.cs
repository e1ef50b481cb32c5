using Flujo.Runtime.Tests.Api;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Recording;

/// <summary>Each span hangs under the right one, however the flow goes.</summary>
public sealed class ParentTests : IDisposable
{
    private static readonly AsyncLocal<string?> Mine = new();
    private readonly IDisposable _store = FlujoTrace.UseStore("memory:");
    private readonly FlujoRun _run = FlujoTrace.StartRun("run");

    public void Dispose()
    {
        _run.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void NestedCalls_Nest()
    {
        Step.Call("a", static () =>
        {
            Step.Call("b", static () => Step.Leaf("c"));
            Step.Call("d");
        });
        Step.Call("e");
        Assert.Equal("run*(a(b(c), d), e)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task NestedAsyncCalls_Nest()
    {
        await Step.CallAsync("a", static async () =>
        {
            await Step.CallAsync("b", static async () => await Task.Delay(1).ConfigureAwait(false)).ConfigureAwait(false);
            await Task.Yield();
            await Step.CallValueAsync("c", static async () => await Task.Yield());
            Step.Call("d");
        });
        Step.Call("e");
        Assert.Equal("run*(a(b, c, d), e)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task WhenAll_SiblingsOverlapAndKeepTheirOwnChildren()
    {
        var both = new TaskCompletionSource();
        int started = 0;
        await Step.CallAsync("parent", () => Task.WhenAll(Enumerable.Range(0, 5).Select(i => Step.CallAsync($"branch_{i}", async () =>
        {
            if (Interlocked.Increment(ref started) == 5)
            {
                both.SetResult();
            }

            await both.Task;
            await Step.CallAsync($"leaf_{i}", static async () => await Task.Yield());
        }))));
        Assert.Equal(
            "run*(parent(branch_0(leaf_0), branch_1(leaf_1), branch_2(leaf_2), branch_3(leaf_3), branch_4(leaf_4)))", _run.TraceTree.DrawSorted());
        TraceSpan parent = _run.TraceTree.Find("parent");
        Assert.True(parent.Children.Max(static child => child.StartTime) <= parent.Children.Min(static child => child.EndTime));
        Assert.All(parent.Children, child => Assert.True(child.StartTime >= parent.StartTime && child.EndTime <= parent.EndTime));
    }

    [Fact]
    public async Task ParallelForEachAsync_HangsUnderTheCaller()
    {
        await Step.CallAsync("parent", () => Parallel.ForEachAsync(Enumerable.Range(0, 50), async (i, _) =>
        {
            await Step.CallValueAsync("item", static async () =>
            {
                await Task.Yield();
                Step.Leaf("work");
            });
        }));
        Assert.Equal(50, _run.TraceTree.Find("parent").Children.Count);
        Assert.All(_run.TraceTree.Find("parent").Children, static item => Assert.Equal("item(work)", item.Draw()));
    }

    [Fact]
    public void ParallelFor_HangsUnderTheCaller()
    {
        Step.Call("parent", static () => Parallel.For(0, 200, static i => Step.Call("item", static () => Step.Leaf("work"))));
        Assert.Equal(200, _run.TraceTree.Find("parent").Children.Count);
        Assert.All(_run.TraceTree.Find("parent").Children, static item => Assert.Equal("item(work)", item.Draw()));
    }

    [Fact]
    public async Task TaskRunInsideASyncStep_HangsUnderIt()
    {
        Task? background = null;
        var go = new TaskCompletionSource();
        Step.Call("parent", () =>
        {
            background = Task.Run(async () =>
            {
                await go.Task;
                Step.Call("child");
            });
        });
        Step.Call("sibling");
        go.SetResult();
        await background!;
        Assert.Equal("run*(parent(child), sibling)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task PoolThreadsOfEarlierSteps_AreClean()
    {
        for (int i = 0; i < 50; i++)
        {
            await Step.CallAsync("step", static () => Task.Run(static () => Step.Call("inner")));
        }

        using (ExecutionContext.SuppressFlow())
        {
            bool[] recording = Task.WhenAll(Enumerable.Range(0, 50).Select(static _ => Task.Run(static () => FlujoTrace.Current.IsRecording)))
                .GetAwaiter().GetResult();
            Assert.DoesNotContain(true, recording);
        }

        Assert.All(_run.TraceTree!.Children, static step => Assert.Equal("step(inner)", step.Draw()));
    }

    [Fact]
    public async Task FireAndForget_StaysUnderItsParent()
    {
        var go = new TaskCompletionSource();
        Task? background = null;
        await Step.CallAsync("parent", () =>
        {
            background = Task.Run(async () =>
            {
                Task child = Step.CallAsync("child", async () =>
                {
                    await go.Task;
                    Step.Call("grandchild");
                });
                await child;
                Step.Call("second");
            });
            return Task.CompletedTask;
        });
        Step.Call("sibling");
        go.SetResult();
        await background!;
        Assert.Equal("run*(parent(child(grandchild), second), sibling)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task FireAndForgetThatOutlivesItsRun_EndsInIt()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        var go = new TaskCompletionSource();
        FlujoRun run = FlujoTrace.StartRun("short");
        Task background = Task.Run(() => Step.CallAsync("child", async () =>
        {
            await go.Task;
            Step.Call("too_late");
        }), TestContext.Current.CancellationToken);
        while (run.TraceTree!.Children.Count == 0)
        {
            await Task.Yield();
        }

        run.Dispose();
        Assert.Equal("short(child*)", run.TraceTree.Draw());
        go.SetResult();
        await background;
        Assert.Equal("short(child)", run.TraceTree.Draw());
        Assert.Equal(["short completed", "too_late completed"], folder.Query("SELECT pipeline_name, status FROM runs ORDER BY 1"));
    }

    [Fact]
    public void SuppressedFlow_StillNestsOnItsThread()
    {
        using (ExecutionContext.SuppressFlow())
        {
            Step.Call("a", static () => Step.Call("b"));
            Step.Call("c");
            Assert.True(ExecutionContext.IsFlowSuppressed());
        }

        Step.Call("d");
        Assert.Equal("run*(a(b), c, d)", _run.TraceTree.Draw());
    }

    [Fact]
    public void FlowSuppressedInsideAStep_IsLeftAsItIs()
    {
        AsyncFlowControl control = default;
        Step.Call("a", () => control = ExecutionContext.SuppressFlow());
        Assert.True(ExecutionContext.IsFlowSuppressed());
        control.Undo();
        Step.Call("b");
        Assert.Equal("run*(a, b)", _run.TraceTree.Draw());
    }

    [Fact]
    public void AsyncLocalSetInsideASyncStep_Survives()
    {
        Mine.Value = "before";
        Step.Call("a", static () => Mine.Value = "after");
        Assert.Equal("after", Mine.Value);
        Step.Call("b", static () => Step.Call("c", static () => Mine.Value = "inner"));
        Assert.Equal("inner", Mine.Value);
        Thrown.By(static () => Step.Call("d", static () =>
        {
            Mine.Value = "thrown";
            throw new InvalidOperationException();
        }));
        Assert.Equal("thrown", Mine.Value);
        Step.Call("e");
        Assert.Equal("run*(a, b(c), d!, e)", _run.TraceTree.Draw());
    }

    [Fact]
    public async Task AsyncLocalSetInsideAnAsyncStep_DoesNotReachTheCaller()
    {
        Mine.Value = "before";
        await Step.CallAsync("a", static async () =>
        {
            Mine.Value = "inside";
            await Task.Yield();
        });
        Assert.Equal("before", Mine.Value);
    }

    [Fact]
    public void CallersContext_IsTheSameAfterAStep()
    {
        Mine.Value = "mine";
        ExecutionContext? before = ExecutionContext.Capture();
        Step.Call("a", static () => Step.Call("b"));
        Assert.Same(before, ExecutionContext.Capture());
    }

    [Fact]
    public async Task BlockStartedInAnAsyncHelper_DoesNotReachTheCaller()
    {
        FlujoSpan block = await StartAsync();
        Step.Call("beside");
        block.Dispose();
        Assert.Equal("run*(block, beside)", _run.TraceTree.Draw());

        static async Task<FlujoSpan> StartAsync()
        {
            FlujoSpan span = FlujoTrace.StartStep("block");
            await Task.Yield();
            return span;
        }
    }

    [Fact]
    public async Task RunStartedInAnAsyncHelper_IsMadeCurrent()
    {
        FlujoRun inner = await StartAsync();
        Step.Call("outside");
        inner.MakeCurrent();
        Step.Call("inside");
        inner.Dispose();
        Step.Call("outside_again");
        Assert.Equal("inner(inside)", inner.TraceTree.Draw());
        Assert.Equal("run*(outside, outside_again)", _run.TraceTree.Draw());

        static async Task<FlujoRun> StartAsync()
        {
            await Task.Yield();
            return FlujoTrace.StartRun("inner");
        }
    }

    [Fact]
    public void StepsAroundAnIterator_NestByTheCallThatRunsThem()
    {
        IEnumerable<int> items = Step.Call("make", static () => Produce());
        Step.Call("consume", () => Assert.Equal(3, items.Count()));
        Step.Call("after");
        Assert.Equal("run*(make, consume(produced, produced, produced), after)", _run.TraceTree.Draw());

        static IEnumerable<int> Produce()
        {
            for (int i = 0; i < 3; i++)
            {
                Step.Call("produced");
                yield return i;
            }
        }
    }

    [Fact]
    public void ExceptionsThroughManySteps_GiveEachPlaceBack()
    {
        Thrown.By(static () => Step.Call("a", static () => Step.Call("b", static () => Step.Leaf("c", static () => throw new InvalidOperationException("no")))));
        Step.Call("after");
        Assert.Equal("run*(a!(b!(c!)), after)", _run.TraceTree.Draw());
        Assert.All(["a", "b", "c"], name => Assert.Equal("InvalidOperationException: no", _run.TraceTree.Find(name).Feedback));
    }

    [Fact]
    public async Task BlocksInAsyncCode_Nest()
    {
        using (FlujoTrace.StartStep("a"))
        {
            await Task.Yield();
            using (FlujoTrace.StartLoop("b"))
            {
                await Task.Delay(1).ConfigureAwait(false);
                Step.Call("c");
            }

            await Step.CallAsync("d", static async () => await Task.Yield());
        }

        Step.Call("e");
        Assert.Equal("run*(a(b(c), d), e)", _run.TraceTree.Draw());
    }

    [Fact]
    public void SpanStartedInsideALeaf_HangsUnderTheLeafsParent()
    {
        Step.Leaf("leaf", static () =>
        {
            Step.Call("inside", static () => FlujoTrace.Current.SetAttribute("whose", "inside"));
            FlujoTrace.Current.SetAttribute("whose", "leaf");
            Step.Leaf("nested", static () => FlujoTrace.Current.SetAttribute("whose", "nested"));
            FlujoTrace.Current.SetAttribute("again", true);
        });
        Step.Call("after");
        Assert.Equal("run*(leaf, inside, nested, after)", _run.TraceTree.Draw());
        Assert.All(["leaf", "inside", "nested"], name => Assert.Equal(name, _run.TraceTree.Find(name).Attributes["whose"]));
        Assert.True(_run.TraceTree.Find("leaf").Attributes.ContainsKey("again"));
    }

    [Fact]
    public void ThousandLevels_Nest()
    {
        Nest(1000);
        TraceSpan span = _run.TraceTree!;
        int depth = 0;
        for (; span.Children.Count == 1; span = span.Children[0])
        {
            depth++;
        }

        Assert.Equal(1000, depth);

        static void Nest(int left)
        {
            if (left > 0)
            {
                Step.Call("level", () => Nest(left - 1));
            }
        }
    }
}
