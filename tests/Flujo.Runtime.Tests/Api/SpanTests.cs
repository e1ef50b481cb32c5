using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Handles on spans.</summary>
public sealed class SpanTests
{
    [Fact]
    public void Current_IsTheSpanOneIsIn()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoTrace.Current.SetAttribute("where", "outside");
        Assert.False(FlujoTrace.Current.IsRecording);
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoTrace.Current.SetAttribute("where", "run");
        Step.Call("step", static () => FlujoTrace.Current.SetAttribute("where", "step"));
        Step.Leaf("leaf", static () => FlujoTrace.Current.SetAttribute("where", "leaf"));
        using (FlujoTrace.StartStep("block"))
        {
            FlujoTrace.Current.SetAttribute("where", "block");
        }

        run.Complete();
        Assert.All(run.TraceTree!.All(), static span => Assert.Equal(span.Name, span.Attributes["where"]));
    }

    [Fact]
    public void CurrentAfterTheRun_DoesNotRecord()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan root = FlujoTrace.Current;
        Assert.True(root.IsRecording);
        run.Complete();
        Assert.False(root.IsRecording);
        Assert.False(FlujoTrace.Current.IsRecording);
        root.SetAttribute("late", true);
        root.AddUsage(1, 1, 1);
        Assert.Empty(run.TraceTree!.Attributes);
        Assert.Null(run.TraceTree.CostUsd);
    }

    [Fact]
    public void HandleOfAnEndedSpan_DoesNothing()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan block = FlujoTrace.StartStep("block");
        FlujoSpan leaf = default;
        Step.Leaf("leaf", () => leaf = FlujoTrace.Current);
        block.Dispose();
        foreach (FlujoSpan ended in (FlujoSpan[])[block, leaf, default])
        {
            Assert.False(ended.IsRecording);
            ended.SetAttribute("text", "x");
            ended.SetAttribute("long", 1);
            ended.SetAttribute("double", 1.5);
            ended.SetAttribute("bool", true);
            ended.AddEvent("event");
            ended.AddEvent("event", new KeyValuePair<string, object?>("key", new object()));
            ended.AddPrompt("prompt");
            ended.AddUsage(1, 1, 1, "model");
            ended.AddAttempt(new InvalidOperationException(), TimeSpan.Zero);
            ended.Fail("late");
            ended.Dispose();
        }

        run.Complete();
        Assert.Equal("run(block(leaf))", run.TraceTree.Draw());
        Assert.All(run.TraceTree!.All(), static span => Assert.Equal((0, 0, null, 1), (span.Attributes.Count, span.Events.Count, span.CostUsd, span.Attempts)));
    }

    [Fact]
    public void DisposeOfTheCurrentHandle_DoesNotEndTheSpan()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("step", static () =>
        {
            FlujoTrace.Current.Dispose();
            Assert.True(FlujoTrace.Current.IsRecording);
            Step.Call("beneath");
        });
        FlujoTrace.Current.Dispose();
        Step.Call("after");
        Assert.Equal("run*(step(beneath), after)", run.TraceTree.Draw());
    }

    [Fact]
    public void DoubleDispose_EndsOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan span = FlujoTrace.StartStep("block");
        FlujoSpan copy = span;
        span.Dispose();
        Step.Call("between");
        copy.Dispose();
        Assert.Equal("run*(block, between)", run.TraceTree.Draw());
    }

    [Fact]
    public void Fail_FailsTheSpanWithTheReason()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("step", static () => FlujoTrace.Current.Fail("not good enough"));
        Step.Leaf("leaf", static () => FlujoTrace.Current.Fail(""));
        using (FlujoSpan branch = FlujoTrace.StartBranch("choice", "left"))
        {
            branch.Fail("a dead end");
        }

        run.Dispose();
        Assert.Equal("run!(step!, leaf!, choice!(left!))", run.TraceTree.Draw());
        Assert.All(run.TraceTree!.All(), static span => Assert.False(string.IsNullOrEmpty(span.Feedback)));
        Assert.Equal("not good enough", run.TraceTree.Find("step").Feedback);
        Assert.Equal("a dead end", run.TraceTree.Find("left").Feedback);
    }

    [Fact]
    public void FailOfTheRoot_FailsTheRun()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        FlujoRun run = FlujoTrace.StartRun("run");
        FlujoTrace.Current.Fail("the whole thing");
        run.Dispose();
        Assert.Equal(("run!", "the whole thing"), (run.TraceTree.Draw(), run.TraceTree!.Feedback));
    }

    [Fact]
    public void Attributes_KeepTypeAndLastValue()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan root = FlujoTrace.Current;
        root.SetAttribute("text", "äöü 😀");
        root.SetAttribute("nothing", null);
        root.SetAttribute("long", long.MinValue);
        root.SetAttribute("double", 0.1);
        root.SetAttribute("nan", double.NaN);
        root.SetAttribute("bool", false);
        root.SetAttribute("changed", 1);
        root.SetAttribute("changed", "last");
        run.Complete();
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["text"] = "äöü 😀",
                ["nothing"] = null,
                ["long"] = long.MinValue,
                ["double"] = 0.1,
                ["nan"] = "NaN",
                ["bool"] = false,
                ["changed"] = "last",
            },
            run.TraceTree!.Attributes.ToDictionary());
    }

    [Fact]
    public void Events_KeepOrderTimeAndTypes()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan root = FlujoTrace.Current;
        DateTimeOffset before = DateTimeOffset.UtcNow;
        for (int i = 0; i < 50; i++)
        {
            root.AddEvent($"event_{i}");
        }

        root.AddEvent("typed", new("int", 5), new("large", long.MaxValue), new("float", 0.5f), new("money", 1.25m), new("flag", true), new("none", null), new("day", DayOfWeek.Friday), new("inf", double.PositiveInfinity));
        root.AddPrompt("What is it?", "system");
        run.Complete();
        IReadOnlyList<TraceEvent> events = run.TraceTree!.Events;
        Assert.Equal(Enumerable.Range(0, 50).Select(static i => $"event_{i}"), events.Take(50).Select(static each => each.Name));
        Assert.All(events, each => Assert.InRange(each.Time, before.AddMilliseconds(-50), DateTimeOffset.UtcNow.AddMilliseconds(50)));
        Assert.Equal(
            new Dictionary<string, object?> { ["int"] = 5L, ["large"] = long.MaxValue, ["float"] = 0.5, ["money"] = "1.25", ["flag"] = true, ["none"] = null, ["day"] = "Friday", ["inf"] = "Infinity" },
            events[50].Attributes.ToDictionary());
        Assert.Equal("prompt", events[51].Name);
        Assert.Equal(("system", "What is it?"), (events[51].Attributes["role"], events[51].Attributes["text"]));
    }

    [Fact]
    public void AddAttempt_CountsAndLeavesAnEvent()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Step.Call("step", static () =>
        {
            FlujoTrace.Current.AddAttempt(new InvalidOperationException("first"), TimeSpan.FromMilliseconds(250));
            FlujoTrace.Current.AddAttempt(null, TimeSpan.Zero);
        });
        Step.Leaf("leaf", static () => FlujoTrace.Current.AddAttempt(new InvalidOperationException("first"), TimeSpan.FromMilliseconds(250)));
        TraceSpan step = run.TraceTree.Find("step");
        Assert.Equal((3, 2), (step.Attempts, step.Events.Count));
        Assert.Equal((1L, "InvalidOperationException: first", 250.0), (step.Events[0].Attributes["attempt"], step.Events[0].Attributes["reason"], step.Events[0].Attributes["delay_ms"]));
        Assert.Null(step.Events[1].Attributes["reason"]);
        TraceSpan leaf = run.TraceTree.Find("leaf");
        Assert.Equal((2, 1), (leaf.Attempts, leaf.Events.Count));
    }

    [Fact]
    public async Task HandleInOtherThreads_Records()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan span = FlujoTrace.StartStep("block");
        using (ExecutionContext.SuppressFlow())
        {
            Task.WaitAll([.. Enumerable.Range(0, 8).Select(i => Task.Run(() =>
            {
                for (int j = 0; j < 100; j++)
                {
                    span.AddUsage(1, 2, 0.001m);
                    span.AddEvent($"from_{i}");
                    span.SetAttribute($"key_{i}", j);
                }
            }, TestContext.Current.CancellationToken))], TestContext.Current.CancellationToken);
        }

        await Task.Yield();
        span.Dispose();
        TraceSpan block = run.TraceTree.Find("block");
        Assert.Equal((800L, 1600L, 0.8m, 800), (block.InputTokens, block.OutputTokens, block.CostUsd, block.Events.Count));
        Assert.Equal(Enumerable.Repeat(99L, 8), block.Attributes.Values.Cast<long>());
    }

    [Fact]
    public async Task StrangerOnTheLeafsThread_IsNotTheLeaf()
    {
        // A leaf that completes a task runs whoever waits for it, on its own thread.
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var signal = new TaskCompletionSource();
        Task other = Step.CallAsync("other", async () =>
        {
            await signal.Task.ConfigureAwait(false);
            FlujoTrace.Current.SetAttribute("whose", "other");
        });
        Step.Leaf("leaf", () => signal.SetResult());
        await other;
        Assert.Equal("other", run.TraceTree.Find("other").Attributes["whose"]);
        Assert.Empty(run.TraceTree.Find("leaf").Attributes);
    }
}
