using System.Text.RegularExpressions;
using Flujo.Recording;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

public sealed class RunTests
{
    [Fact]
    public void Root_HasNameStatusTimesAndNoParent()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        DateTimeOffset before = DateTimeOffset.UtcNow;
        using FlujoRun run = FlujoTrace.StartRun("research", version: "1.2");
        run.Complete();
        TraceSpan root = run.TraceTree!;
        Assert.Equal(("research", "run", FlujoStatus.Completed), (root.Name, root.Kind, root.Status));
        Assert.Null(root.ParentSpanId);
        Assert.Null(root.Feedback);
        Assert.Equal(1, root.Attempts);
        Assert.Equal(TimeSpan.Zero, root.StartTime.Offset);
        Assert.InRange(root.StartTime, before.AddMilliseconds(-50), DateTimeOffset.UtcNow.AddMilliseconds(50));
        Assert.InRange(root.EndTime!.Value, root.StartTime, DateTimeOffset.UtcNow.AddMilliseconds(50));
        Assert.Equal(root.EndTime - root.StartTime, root.Duration);
        Assert.Matches("^[0-9a-f]{32}$", run.RunId);
    }

    [Fact]
    public void LinearRun_HasItsStepsInOrderWithUniqueIds()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("linear");
        for (int i = 0; i < 100; i++)
        {
            Step.Call($"step_{i}");
        }

        run.Complete();
        TraceSpan root = run.TraceTree!;
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"step_{i}"), root.Children.Select(static child => child.Name));
        Assert.Equal(root.Children.Select(static child => child.Name), run.StepHistory.Select(static step => step.Name));
        string[] ids = [.. root.All().Select(static span => span.SpanId)];
        Assert.Equal(101, ids.Distinct().Count());
        Assert.All(ids, static id => Assert.Matches(new Regex("^(?!0{16})[0-9a-f]{16}$"), id));
        Assert.All(root.Children, child => Assert.Equal(root.SpanId, child.ParentSpanId));
    }

    [Fact]
    public void Loop_ShowsItsIterationsWithNumberAndBody()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("loops");
        using (FlujoTrace.StartLoop("refine"))
        {
            for (int i = 1; i <= 3; i++)
            {
                using FlujoSpan iteration = FlujoTrace.StartIteration(i);
                Step.Call("draft");
            }
        }

        run.Complete();
        Assert.Equal("loops(refine(iteration 1(draft), iteration 2(draft), iteration 3(draft)))", run.TraceTree.Draw());
        TraceSpan loop = run.TraceTree.Find("refine");
        Assert.Equal("loop", loop.Kind);
        Assert.All(loop.Children, static iteration => Assert.Equal("iteration", iteration.Kind));
        Assert.Equal([1L, 2L, 3L], loop.Children.Select(static iteration => iteration.Attributes["iteration"]));
    }

    [Fact]
    public void Conditional_ShowsTheBranchThatWasTaken()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("decide");
        using (FlujoTrace.StartBranch("quality", "good"))
        {
            Step.Call("publish");
        }

        Step.Call("after");
        run.Complete();
        Assert.Equal("decide(quality(good(publish)), after)", run.TraceTree.Draw());
        TraceSpan conditional = run.TraceTree.Find("quality");
        Assert.Equal(("conditional", "good"), (conditional.Kind, conditional.Attributes["branch"]));
        Assert.Equal("branch", conditional.Children.Single().Kind);
    }

    [Fact]
    public void ThrowingStep_FailsItAndTheRun()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun? run = null;
        var thrown = new InvalidOperationException("the index is gone");
        Exception? caught = Thrown.By(() =>
        {
            using FlujoRun started = run = FlujoTrace.StartRun("failing");
            Step.Call("load");
            Step.Call("rank", () => throw thrown);
            Step.Call("publish");
        });
        Assert.Same(thrown, caught);
        Assert.Equal("failing!(load, rank!)", run!.TraceTree.Draw());
        Assert.Equal(FlujoStatus.Failed, run.Status);
        Assert.Equal("InvalidOperationException: the index is gone", run.TraceTree.Find("rank").Feedback);
        Assert.Equal("InvalidOperationException: the index is gone", run.TraceTree!.Feedback);
        Assert.Equal(("rank", false), run.StepHistory.Select(static step => (step.Name, step.Success)).Last());
    }

    [Fact]
    public void History_AnswersInOneLineOfLinq()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("linq");
        using var slow = new ManualResetEventSlim();
        Step.Call("quick");
        Step.Call("slow", () => slow.Wait(30));
        Thrown.By(() => Step.Call("broken", static () => throw new InvalidOperationException("no")));
        Assert.Equal("slow", run.StepHistory.MaxBy(static step => step.Latency)!.Name);
        Assert.Equal(["broken"], run.StepHistory.Where(static step => !step.Success).Select(static step => step.Name));
    }

    [Fact]
    public void FirstEnd_Wins()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("ends");
        run.Fail(new InvalidOperationException("first"));
        run.Complete("second");
        run.Cancel();
        run.Pause("third");
        run.Dispose();
        run.Dispose();
        Assert.Equal(FlujoStatus.Failed, run.Status);
        Assert.Equal("ends!", run.TraceTree.Draw());
        Assert.Equal("InvalidOperationException: first", run.TraceTree!.Feedback);
        Assert.Empty(run.TraceTree.Events);
    }

    [Fact]
    public async Task EndsAtOnceFromManyThreads_OneWins()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("race");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
        {
            switch (i % 3)
            {
                case 0: run.Complete(); break;
                case 1: run.Fail(new InvalidOperationException()); break;
                default: run.Cancel(); break;
            }
        })));
        Assert.Equal(run.Status, run.TraceTree!.Status);
    }

    [Fact]
    public void DisposedWithFailedDirectChild_IsFailed()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("child");
        Thrown.By(() => Step.Call("broken", static () => throw new InvalidOperationException("no")));
        Step.Call("fallback");
        run.Dispose();
        Assert.Equal("child!(broken!, fallback)", run.TraceTree.Draw());
        Assert.Equal("a step failed", run.TraceTree!.Feedback);
    }

    [Fact]
    public void DisposedWithFailureFurtherDown_IsCompleted()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("child");
        Step.Call("handles", static () => Thrown.By(static () => Step.Call("broken", static () => throw new InvalidOperationException("no"))));
        run.Dispose();
        Assert.Equal("child(handles(broken!))", run.TraceTree.Draw());
    }

    [Fact]
    public void CompletedByName_StaysCompletedAfterAFailedStep()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("fallback");
        Thrown.By(() => Step.Call("broken", static () => throw new InvalidOperationException("no")));
        run.Complete();
        Assert.Equal("fallback(broken!)", run.TraceTree.Draw());
    }

    [Fact]
    public void Cancel_IsCancelledEverywhere()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("stopped");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Thrown.By(() => Step.Call<int>("waits", () => throw new OperationCanceledException(stop.Token), stop.Token));
        run.Cancel();
        Assert.Equal("stopped?(waits?)", run.TraceTree.Draw());
        Assert.Equal(FlujoStatus.Cancelled, run.Status);
        Assert.Equal(["cancelled"], folder.Query("SELECT status FROM runs"));
        Assert.Empty(folder.Query("SELECT 1 FROM open_spans"));
        Assert.DoesNotContain(run.TraceTree!.All(), static span => span.EndTime is null);
    }

    [Fact]
    public void RunInsideARun_NamesItsParent()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun outer = FlujoTrace.StartRun("outer");
        string innerId = "";
        Step.Call("step", () =>
        {
            using FlujoRun inner = FlujoTrace.StartRun("inner");
            Step.Call("inside");
            innerId = inner.RunId;
        });
        Step.Call("after");
        outer.Complete();
        Assert.Equal("outer(step, after)", outer.TraceTree.Draw());
        Assert.Equal([$"{innerId} {outer.RunId}"], folder.Query("SELECT run_id, parent_run_id FROM runs WHERE pipeline_name = 'inner'"));
    }

    [Fact]
    public void RunAfterACompletedOneInsideARun_NamesTheLivingParent()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun outer = FlujoTrace.StartRun("outer");
        using FlujoRun first = FlujoTrace.StartRun("first");
        first.Complete();
        using FlujoRun second = FlujoTrace.StartRun("second");
        second.Complete();
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal([outer.RunId], folder.Query("SELECT parent_run_id FROM runs WHERE pipeline_name = 'second'"));
    }

    [Fact]
    public void SpanThatOutlivesItsRun_EndsInIt()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("short");
        FlujoSpan late = FlujoTrace.StartStep("late");
        run.Complete();
        Assert.Equal("short(late*)", run.TraceTree.Draw());
        late.SetAttribute("still", "open");
        late.Fail("too late");
        late.Dispose();
        Assert.Equal("short(late!)", run.TraceTree.Draw());
        Assert.Equal("open", run.TraceTree.Find("late").Attributes["still"]);
        Assert.Equal(FlujoStatus.Completed, run.Status);
    }

    [Fact]
    public void StepThatStartsAfterItsRun_OpensOneOfItsOwn()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("short");
        FlujoSpan open = FlujoTrace.StartStep("open");
        run.Complete();
        Step.Call("late", static () => Step.Call("beneath"));
        using (FlujoTrace.StartStep("late_block"))
        {
        }

        open.Dispose();
        Step.Leaf("late_leaf");
        Assert.Equal("short(open)", run.TraceTree.Draw());
        Assert.Equal(
            ["late completed 2", "late_block completed 1", "late_leaf completed 1", "short completed 1"],
            folder.Query("SELECT pipeline_name, status, total_steps FROM runs ORDER BY 1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t ")]
    public void BlankName_IsUnnamed(string? name)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun(name!);
        Step.Call(name!);
        using (FlujoSpan span = FlujoTrace.StartBranch(name!, name!))
        {
            span.SetAttribute(name!, 1);
            span.AddEvent(name!);
        }

        run.Complete();
        Assert.Equal("(unnamed)((unnamed), (unnamed)((unnamed)))", run.TraceTree.Draw());
        TraceSpan branch = run.TraceTree!.Children[1].Children[0];
        Assert.Equal("(unnamed)", branch.Attributes.Keys.Single());
        Assert.Equal("(unnamed)", branch.Events.Single().Name);
    }

    [Fact]
    public void LongNames_AreCut()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        string name = new('x', 100_000);
        using FlujoRun run = FlujoTrace.StartRun(name, version: name);
        Step.Call(name);
        using (FlujoSpan span = FlujoTrace.StartStep(name))
        {
            span.SetAttribute(name, name);
            span.AddEvent(name, new KeyValuePair<string, object?>(name, name));
        }

        run.Complete();
        Assert.All(run.TraceTree!.All(), static span => Assert.InRange(span.Name.Length, 1000, 8192));
        Assert.Equal(3, run.TraceTree!.All().Count());
    }

    [Fact]
    public void OddCharactersInNames_ComeBack()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        string name = "a\0b\u001b[31m \"quoted\" 😀 '--";
        using FlujoRun run = FlujoTrace.StartRun(name);
        Step.Call(name);
        using (FlujoSpan half = FlujoTrace.StartStep("\ud83d"))
        {
            half.SetAttribute("\ud83d", "\udc00x");
        }

        run.Complete();
        Assert.Equal($"{name}({name}, \ufffd)", run.TraceTree.Draw());
    }

    [Fact]
    public async Task RunAsync_CompletesWhenItsBodyDoes()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun? run = null;
        int result = await FlujoTrace.RunAsync("body", async started =>
        {
            run = started;
            await Step.CallAsync("step", static async () => await Task.Yield());
            return 7;
        });
        Assert.Equal(7, result);
        Assert.Equal("body(step)", run!.TraceTree.Draw());
        Assert.False(FlujoTrace.Current.IsRecording);
    }

    [Fact]
    public async Task RunAsyncThatThrows_FailsWithTheSameException()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun? run = null;
        var thrown = new InvalidOperationException("no");
        Exception? caught = await Record.ExceptionAsync(() => FlujoTrace.RunAsync<int>("body", started =>
        {
            run = started;
            throw thrown;
        }));
        Assert.Same(thrown, caught);
        Assert.Equal("body!", run!.TraceTree.Draw());
    }

    [Fact]
    public async Task RunAsyncThatIsCancelled_IsCancelled()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using var stop = new CancellationTokenSource();
        FlujoRun? run = null;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FlujoTrace.RunAsync("body", async started =>
        {
            run = started;
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop.Token);
            return 1;
        }));
        Assert.Equal("body?", run!.TraceTree.Draw());
    }

    [Fact]
    public void RunsThatNobodyDisposes_DoNotHoldOneAnother()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        WeakReference middle = StartAndForget(10);
        GC.Collect();
        Assert.False(middle.IsAlive);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference StartAndForget(int count)
        {
            WeakReference? middle = null;
            for (int i = 0; i < count; i++)
            {
                FlujoTrace.StartRun($"run_{i}").Complete();
                middle = i == count / 2 ? new WeakReference(Ambient.Current!.Run) : middle;
            }

            return middle!;
        }
    }
}
