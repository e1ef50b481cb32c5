using Flujo.Reading;
using Flujo.Runtime.Tests.Api;
using Flujo.Runtime.Tests.CompilerServices;
using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Reading;

/// <summary>What the program sees is what everybody reads from the file.</summary>
public sealed class ReadBackTests
{
    [Fact]
    public void FreshConnection_ReadsTheSameTreeAndHistory()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = RecordARichRun();
        TraceSpan seen = run.TraceTree!;
        IReadOnlyList<StepResult> history = run.StepHistory;
        using SqliteDatabase database = SqliteDatabase.OpenReadOnly(folder.Store, 1000);
        AssertSame(seen, TraceTreeReader.Read(database, run.RunId)!);
        Assert.Equivalent(history, StepHistoryReader.Read(database, run.RunId), strict: true);
    }

    [Fact]
    public void TreeAfterTheStoreWasClosed_IsTheSame()
    {
        using TempFolder folder = new();
        FlujoRun run;
        TraceSpan seen;
        using (FlujoTrace.UseStore(folder.Store))
        {
            run = RecordARichRun();
            run.Dispose();
            seen = run.TraceTree!;
        }

        AssertSame(seen, run.TraceTree!);
        using SqliteDatabase database = SqliteDatabase.OpenReadOnly(folder.Store, 1000);
        AssertSame(seen, TraceTreeReader.Read(database, run.RunId)!);
    }

    [Fact]
    public void Times_AreUtcNowAndOrdered()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        DateTimeOffset before = DateTimeOffset.UtcNow.AddMilliseconds(-50);
        using FlujoRun run = RecordARichRun();
        TraceSpan root = run.TraceTree!;
        DateTimeOffset after = DateTimeOffset.UtcNow.AddMilliseconds(50);
        Assert.All(root.All(), span =>
        {
            Assert.Equal(TimeSpan.Zero, span.StartTime.Offset);
            Assert.InRange(span.StartTime, before, after);
            Assert.InRange(span.EndTime!.Value, span.StartTime, after);
            Assert.All(span.Children, child => Assert.True(child.StartTime >= span.StartTime && child.EndTime <= span.EndTime));
            Assert.Equal(span.Children.OrderBy(static child => child.StartTime), span.Children);
            Assert.All(span.Events, each => Assert.InRange(each.Time, span.StartTime, span.EndTime!.Value));
        });
    }

    [Fact]
    public void StoredRun_HasDurationTotalsAndError()
    {
        using TempFolder folder = new();
        using IDisposable store = FlujoTrace.UseStore(folder.Store);
        using FlujoRun run = RecordARichRun();
        FlujoTrace.Flush(TimeSpan.FromSeconds(10));
        Assert.Equal(
            ["failed InvalidOperationException: in the end 1 6 18 null"],
            folder.Query("SELECT status, error, duration_ms > 0, total_steps, total_tokens, final_output FROM runs"));
        Assert.Equal(
            ["0"], folder.Query($"SELECT count(*) FROM runs WHERE started_at < {DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds()}000000"));
    }

    private static FlujoRun RecordARichRun()
    {
        FlujoRun run = FlujoTrace.StartRun("rich", version: "1", input: "in");
        FlujoTrace.Current.SetAttribute("run_level", 1.5);
        Step.Call("load", static () =>
        {
            FlujoTrace.Current.AddUsage(3, 2, 0.125m, "model-x");
            FlujoTrace.Current.AddPrompt("a question");
            FlujoTrace.Current.AddEvent("cache", new("hit", true), new("age", 3), new("who", null));
        });
        using (FlujoTrace.StartLoop("refine"))
        using (FlujoTrace.StartIteration(1))
        {
            Step.Leaf("draft", static () => FlujoTrace.Current.AddUsage(1, 1));
        }

        using (FlujoTrace.StartBranch("quality", "good"))
        {
            int tries = 0;
            Flujo.CompilerServices.StepRuntime.Run(Step.Declare("publish", maxAttempts: 2), 0, () =>
            {
                FlujoTrace.Current.AddUsage(2, 2, 0.25m);
                if (++tries == 1)
                {
                    throw new InvalidOperationException("busy");
                }
            }, default);
        }

        Thrown.By(static () => Step.Call("broken", static () => throw new FormatException("bad")));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Thrown.By(() => Step.Call<int>("stopped", () => throw new OperationCanceledException(stop.Token), stop.Token));
        FlujoTrace.StartStep("last").Dispose();
        FlujoTrace.Current.AddUsage(2, 1);
        run.Fail(new InvalidOperationException("in the end"));
        return run;
    }

    private static void AssertSame(TraceSpan expected, TraceSpan actual)
    {
        Assert.Equal(
            (expected.SpanId, expected.ParentSpanId, expected.Name, expected.Kind, expected.Status, expected.StartTime, expected.EndTime),
            (actual.SpanId, actual.ParentSpanId, actual.Name, actual.Kind, actual.Status, actual.StartTime, actual.EndTime));
        Assert.Equal(
            (expected.Duration, expected.Attempts, expected.CostUsd, expected.InputTokens, expected.OutputTokens, expected.Feedback),
            (actual.Duration, actual.Attempts, actual.CostUsd, actual.InputTokens, actual.OutputTokens, actual.Feedback));
        Assert.Equal(expected.Attributes.ToArray(), actual.Attributes.ToArray());
        Assert.Equal(expected.Events.Select(static each => (each.Name, each.Time)), actual.Events.Select(static each => (each.Name, each.Time)));
        Assert.Equal(
            expected.Events.SelectMany(static each => each.Attributes).ToArray(), actual.Events.SelectMany(static each => each.Attributes).ToArray());
        Assert.Equal(expected.Children.Count, actual.Children.Count);
        foreach ((TraceSpan left, TraceSpan right) in expected.Children.Zip(actual.Children))
        {
            AssertSame(left, right);
        }
    }
}
