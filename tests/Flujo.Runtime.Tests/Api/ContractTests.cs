using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>
/// The signatures that are promised for years, as code that uses them: that it compiles is the test. What may change with a version stands in
/// PublicApi.verified.txt.
/// </summary>
public sealed class ContractTests
{
    [Fact]
    public void Attributes_HaveTheirMembersAndDefaults()
    {
        var step = new FlujoStepAttribute();
        Assert.Equal((null, 1, 0, FlujoCapture.None, FlujoStepKind.Step, false), (step.Name, step.MaxAttempts, step.RetryDelayMilliseconds, step.Capture, step.Kind, step.Leaf));
        step = new FlujoStepAttribute("name") { MaxAttempts = 2, RetryDelayMilliseconds = 3, Capture = FlujoCapture.All, Kind = FlujoStepKind.Tool, Leaf = true };
        Assert.Equal("name", step.Name);
        var pipeline = new FlujoPipelineAttribute("p") { Version = "1" };
        Assert.Equal(("p", "1"), (pipeline.Name, pipeline.Version));
        Assert.Equal(AttributeTargets.Method, UsageOf<FlujoStepAttribute>());
        Assert.Equal(AttributeTargets.Method, UsageOf<FlujoPipelineAttribute>());
        Assert.Equal(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue, UsageOf<FlujoRedactAttribute>());
        Assert.True(typeof(FlujoStepAttribute).IsSealed && typeof(FlujoPipelineAttribute).IsSealed && typeof(FlujoRedactAttribute).IsSealed);
    }

    [Fact]
    public void Enums_HaveTheirMembers()
    {
        Assert.Equal(["Running", "Completed", "Failed", "Cancelled", "Paused", "Interrupted"], Enum.GetNames<FlujoStatus>());
        Assert.Equal((0, 1, 2, 3), ((int)FlujoCapture.None, (int)FlujoCapture.Input, (int)FlujoCapture.Output, (int)FlujoCapture.All));
        Assert.Equal(["Step", "Agent", "Tool"], Enum.GetNames<FlujoStepKind>());
        Assert.True(typeof(FlujoCapture).IsDefined(typeof(FlagsAttribute), inherit: false));
    }

    [Fact]
    public async Task Trace_HasItsMembers()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("pipeline", "1", new object());
        using FlujoRun named = FlujoTrace.StartRun(pipeline: "pipeline", version: null, input: null);
        Task<int> task = FlujoTrace.RunAsync("pipeline", static (FlujoRun _) => Task.FromResult(1));
        Assert.Equal(1, await task);
        using (FlujoSpan step = FlujoTrace.StartStep("name"))
        using (FlujoSpan loop = FlujoTrace.StartLoop("name"))
        using (FlujoSpan iteration = FlujoTrace.StartIteration(1))
        using (FlujoSpan branch = FlujoTrace.StartBranch("name", "key"))
        {
            FlujoSpan current = FlujoTrace.Current;
            Assert.True(current.IsRecording);
        }

        Assert.True(FlujoTrace.IsEnabled);
        Func<Action<FlujoOptions>, bool> configure = FlujoTrace.Configure;
        Func<TimeSpan, bool> shutdown = FlujoTrace.Shutdown;
        Func<string, FlujoRun> resume = FlujoTrace.ResumeRun;
        Assert.True(FlujoTrace.Flush(TimeSpan.FromSeconds(10)));
        Assert.NotNull((object)configure ?? (object)shutdown ?? resume);
    }

    [Fact]
    public void Run_HasItsMembers()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("pipeline");
        string id = run.RunId;
        FlujoStatus status = run.Status;
        Assert.Equal((32, FlujoStatus.Running), (id.Length, status));
        run.MakeCurrent();
        run.Complete();
        run.Complete(output: 1);
        run.Fail(new InvalidOperationException());
        run.Cancel();
        run.Pause("message");
        IReadOnlyList<StepResult> history = run.StepHistory;
        TraceSpan? tree = run.TraceTree;
        Assert.Empty(history);
        Assert.NotNull(tree);
    }

    [Fact]
    public void Span_HasItsMembers()
    {
        FlujoSpan span = default;
        span.SetAttribute("key", (string?)null);
        span.SetAttribute("key", 1L);
        span.SetAttribute("key", 1.0);
        span.SetAttribute("key", true);
        span.AddEvent("name");
        span.AddEvent("name", new KeyValuePair<string, object?>("key", 1));
        span.AddPrompt("text");
        span.AddPrompt("text", role: "system");
        span.AddUsage();
        span.AddUsage(inputTokens: 1, outputTokens: 2, costUsd: 0.1m, model: "m");
        span.AddAttempt(null, TimeSpan.Zero);
        span.Fail("feedback");
        span.Dispose();
        IDisposable boxed = span;
        Assert.False(span.IsRecording);
        Assert.NotNull(boxed);
    }

    [Fact]
    public void Trees_HaveTheirMembers()
    {
        static object?[] Span(TraceSpan span)
        {
            (string id, string? parent, string name, string kind, FlujoStatus status) = (span.SpanId, span.ParentSpanId, span.Name, span.Kind, span.Status);
            (DateTimeOffset start, DateTimeOffset? end, TimeSpan? duration, int attempts) = (span.StartTime, span.EndTime, span.Duration, span.Attempts);
            (decimal? cost, long input, long output, string? feedback) = (span.CostUsd, span.InputTokens, span.OutputTokens, span.Feedback);
            IReadOnlyDictionary<string, object?> attributes = span.Attributes;
            IReadOnlyList<TraceEvent> events = span.Events;
            IReadOnlyList<TraceSpan> children = span.Children;
            return [id, parent, name, kind, status, start, end, duration, attempts, cost, input, output, feedback, attributes, events, children];
        }

        static object?[] Event(TraceEvent each)
        {
            (string name, DateTimeOffset time, IReadOnlyDictionary<string, object?> attributes) = (each.Name, each.Time, each.Attributes);
            return [name, time, attributes];
        }

        static object?[] Result(StepResult step)
        {
            (string name, bool success, int attempts, TimeSpan latency) = (step.Name, step.Success, step.Attempts, step.Latency);
            (decimal? cost, long tokens, string? feedback, string? output) = (step.CostUsd, step.TokenCounts, step.Feedback, step.Output);
            return [name, success, attempts, latency, cost, tokens, feedback, output];
        }

        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("pipeline");
        FlujoTrace.Current.AddEvent("event");
        FlujoTrace.StartStep("step").Dispose();
        Assert.Equal(16, Span(run.TraceTree!).Length);
        Assert.Equal(3, Event(run.TraceTree!.Events.Single()).Length);
        Assert.Equal(8, Result(run.StepHistory.Single()).Length);
    }

    private static AttributeTargets UsageOf<T>() => ((AttributeUsageAttribute)Attribute.GetCustomAttribute(typeof(T), typeof(AttributeUsageAttribute))!).ValidOn;
}
