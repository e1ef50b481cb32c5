using System.Text;
using System.Text.Json;
using Flujo.CompilerServices;
using Flujo.Runtime.Tests.Api;
using Xunit;

namespace Flujo.Runtime.Tests.CompilerServices;

/// <summary>What generated code records of arguments and results, called as it calls it.</summary>
public sealed class CaptureTests
{
    [Fact]
    public void Arguments_AreOneJsonObject()
    {
        string input = InputOf(static input =>
        {
            input.Add("text", "a \"b\" token: abcdef");
            input.Add("number", 42);
            input.Add("amount", 1.50m);
            input.Add("ratio", double.NaN);
            input.Add("flag", true);
            input.Add("none", (string?)null);
            input.Add("day", DayOfWeek.Friday);
            input.Add("at", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
            input.Add("span", "a slice".AsSpan(2));
            input.Add("item", new { Name = "x", Password = "hunter2hunter2" });
            input.Add("password", "hunter2hunter2");
            input.AddRedacted("pin");
            input.AddUnreadable("bytes", "System.Span<byte>");
        });
        Assert.Equal(
            """
            {"text":"a \"b\" token: ***","number":42,"amount":1.50,"ratio":"NaN","flag":true,"none":null,"day":"Friday","at":"2026-01-02T03:04:05.0000000+00:00","span":"slice","item":{"Name":"x","Password":"***"},"password":"***","pin":"***","bytes":"(not recorded: a value of type System.Span<byte>)"}
            """.Trim(),
            input);
        JsonDocument.Parse(input);
    }

    [Fact]
    public void UnwritableArgument_LeavesTheOthers()
    {
        NoteCount notes = new("value_not_recorded");
        string input = InputOf(static input =>
        {
            input.Add("first", 1);
            input.Add("cycle", new Cycle());
            input.Add("getter", new Throwing());
            input.Add("half", "x\ud83dy");
            input.Add("last", 2);
        });
        JsonElement json = JsonDocument.Parse(input).RootElement;
        Assert.Equal(["first", "cycle", "getter", "half", "last"], json.EnumerateObject().Select(static each => each.Name));
        Assert.Equal("(not recorded: a cycle, or more than 64 levels)", json.GetProperty("cycle").GetString());
        Assert.Equal("(not recorded: InvalidOperationException in a getter)", json.GetProperty("getter").GetString());
        Assert.Equal("x\ufffdy", json.GetProperty("half").GetString());
        Assert.True(notes.Since >= 2);
    }

    [Fact]
    public void HugeArguments_AreCutInConstantMemory()
    {
        string huge = new('x', 100 * 1024 * 1024);
        InputOf(input => input.Add("text", huge)); // compiled, and its buffers grown
        long before = GC.GetAllocatedBytesForCurrentThread();
        string input = InputOf(input =>
        {
            input.Add("text", huge);
            input.Add("span", huge.AsSpan());
            input.Add("item", new { Text = huge });
        });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
        Assert.StartsWith("{\"text\":\"xxx", input, StringComparison.Ordinal);
        Assert.EndsWith(" bytes)", input, StringComparison.Ordinal);
        Assert.Equal(32 * 1024, Encoding.UTF8.GetByteCount(input));
    }

    [Fact]
    public void HugeTextAnywhere_IsCutInConstantMemory()
    {
        string huge = new('x', 100 * 1024 * 1024);
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run", input: huge);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FlujoTrace.Current.SetAttribute("text", huge);
        FlujoTrace.Current.AddPrompt(huge);
        FlujoTrace.Current.AddEvent("event", new KeyValuePair<string, object?>("text", huge));
        FlujoTrace.Current.Fail(huge);
        run.Complete(huge);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
        Assert.EndsWith("… (cut, at least 104857600 bytes)", run.TraceTree!.Feedback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_AreTheStepsOutput()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = FlujoTrace.StartRun("run");
        StepInvocation plain = StepRuntime.Begin(Step.Declare("plain"), 0);
        plain.Complete(new[] { 1, 2 }, static (sink, result) => sink.Output(result));
        LeafInvocation leaf = StepRuntime.BeginLeaf(Step.Declare("leaf"), 0);
        leaf.Complete("of a leaf", static (sink, result) => sink.Output(result));
        var source = new TaskCompletionSource<string>();
        StepInvocation later = StepRuntime.Begin(Step.Declare("later"), 0);
        Task<string> followed = later.Follow(source.Task, static (sink, result) => sink.Output(result));
        source.SetResult("password=hunter2hunter2");
        Assert.Equal("password=hunter2hunter2", await followed);
        StepInvocation value = StepRuntime.Begin(Step.Declare("value"), 0);
        Assert.Equal(7, await value.Follow(new ValueTask<int>(7), static (sink, result) => sink.Output(result)));
        int tries = 0;
        await StepRuntime.RunAsync(
            Step.Declare("shaky", maxAttempts: 2),
            0,
            async Task<string> () =>
            {
                await Task.Yield();
                return ++tries == 1 ? throw new InvalidOperationException("first") : "second";
            },
            default,
            firstError: null,
            static input => input.Add("a", 1),
            static (sink, result) => sink.Output(result));
        run.Complete();
        Assert.Equal(
            ["[1,2]", "of a leaf", "password=***", "7", "second"], run.StepHistory.Select(static step => step.Output));
        Assert.Equal(["""shaky|{"a":1}"""], folder.Query(
            "SELECT n.name || '|' || p.text FROM payloads p JOIN span_rows s USING (run_no, span_no) JOIN names n ON n.name_no = s.name_no WHERE p.kind = 1"));
    }

    [Fact]
    public void ReaderThatThrows_HarmsNothing()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        NoteCount notes = new("result_not_read");
        StepInvocation step = StepRuntime.Begin(Step.Declare("step"), 0);
        step.Complete("x", static (_, _) => throw new InvalidOperationException("a getter of the result"));
        Assert.True(notes.Since >= 1);
        run.Complete();
        Assert.Equal("run(step)", run.TraceTree.Draw());
    }

    [Fact]
    public void UsageThatBubblesUp_CountsOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        var response = new Response(10, 5);
        Response outer = Returning("outer", () => Returning("middle", () => Returning("inner", () => response)));
        Assert.Same(response, outer);
        Returning("beside", () => new Response(1, 1));
        Returning("said", () =>
        {
            FlujoTrace.Current.AddUsage(100, 100, 0.5m);
            return response;
        });
        Returning("above_a_leaf", () =>
        {
            LeafInvocation leaf = StepRuntime.BeginLeaf(Step.Declare("leaf"), 0);
            leaf.Complete(response, static (sink, result) => sink.Usage(result));
            return response;
        });
        run.Complete();
        Assert.Equal(
            ["outer 0", "middle 0", "inner 15", "beside 2", "said 200", "above_a_leaf 0", "leaf 15"],
            run.TraceTree!.All().Skip(1).Select(static span => $"{span.Name} {span.InputTokens + span.OutputTokens}"));
        Assert.Equal(232, run.StepHistory.Sum(static step => step.TokenCounts));
    }

    [Fact]
    public void UsageOfARetriedStepsResult_IsTheStepsOnce()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        int tries = 0;
        StepRuntime.Run(
            Step.Declare("shaky", maxAttempts: 3),
            0,
            () => ++tries < 3 ? throw new InvalidOperationException("again") : new Response(10, 5),
            default,
            reader: static (sink, result) => sink.Usage(result));
        run.Complete();
        Assert.Equal(15, run.StepHistory.Single().TokenCounts);
        Assert.Equal([0L, 0L, 10L], run.TraceTree.Find("shaky").Children.Select(static attempt => attempt.InputTokens));
    }

    private static T Returning<T>(string name, Func<T> body)
        where T : IFlujoUsage
    {
        StepInvocation step = StepRuntime.Begin(Step.Declare(name), 0);
        T result = body();
        step.Complete(result, static (sink, result) => sink.Usage(result));
        return result;
    }

    private static string InputOf(Action<InputCapture> write)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        StepInvocation step = StepRuntime.Begin(Step.Declare("step"), 0);
        InputCapture input = step.BeginInput()!;
        write(input);
        input.End();
        step.Complete();
        run.Complete();
        return run.StepHistory.Single().Input!;
    }

    private sealed record Response(long InputTokens, long OutputTokens) : IFlujoUsage;

    private sealed class Cycle
    {
        public Cycle Next => this;
    }

    private sealed class Throwing
    {
        public int Value => throw new InvalidOperationException();
    }
}
