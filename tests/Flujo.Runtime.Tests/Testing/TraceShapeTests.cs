using Xunit;
using static Flujo.TraceShape;

namespace Flujo.Runtime.Tests.Testing;

public sealed class TraceShapeTests
{
    [Fact]
    public async Task RightShape_IsAccepted()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> result = await RecordAsync();
        Expected.Verify(result.TraceTree);
        Assert.True(Expected.Matches(result.TraceTree));
    }

    [Fact]
    public async Task WrongShape_NamesTheFirstDifferenceAndShowsBothTrees()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> result = await RecordAsync();
        TraceShape wrong = Run(
            "research",
            Step("flaky").Attempts(2),
            Loop("refine", Iteration(1, Step("draft_answer").Failed("too short"))));
        string message = Assert.Throws<TraceShapeException>(() => wrong.Verify(result.TraceTree)).Message;
        Assert.Equal(
            """
            At research > refine > iteration 1 > draft_answer: expected step 'draft_answer' (failed): …too short…, found step 'draft_answer' (completed).

            Expected:
            run 'research' (completed)
            ├── step 'flaky' (completed, 2 attempts)
            └── loop 'refine' (completed)
                └── iteration 'iteration 1' (completed)
                    └── step 'draft_answer' (failed): …too short…

            Actual:
            run 'research' (completed)
            ├── step 'flaky' (completed, 2 attempts)
            │   ├── attempt 'attempt' (failed): FormatException: odd
            │   └── attempt 'attempt' (completed)
            ├── loop 'refine' (completed)
            │   ├── iteration 'iteration 1' (completed)
            │   │   └── step 'draft_answer' (completed)
            │   └── iteration 'iteration 2' (completed)
            │       └── step 'draft_answer' (completed)
            └── parallel 'fetch' (completed)
                ├── branch 'web' (completed)
                │   └── tool 'ask_web' (completed)
                └── branch 'archive' (completed)

            """.ReplaceLineEndings("\n"),
            message);
    }

    public static TheoryData<TraceShape, string> WrongShapes => new()
    {
        { Run("other"), "At other: expected run 'other' (completed), found run 'research' (completed)." },
        { Run("research"), "At research: step 'flaky' (completed, 2 attempts) was not expected." },
        { Run("research", Step("flaky")), "found step 'flaky' (completed, 2 attempts)." },
        { Run("research", Agent("flaky").Attempts(2)), "expected agent 'flaky'" },
        { Run("research", Step("flaky", Attempt()).Attempts(2)), "At research > flaky > attempt: expected attempt 'attempt' (completed), found attempt 'attempt' (failed)" },
        { Run("research", Step("flaky", Attempt().Failed("even"), Attempt()).Attempts(2)), "At research > flaky > attempt: expected attempt" },
        { Run("research", Step("flaky", Attempt().Failed("odd"), Attempt(), Attempt()).Attempts(2)), "attempt 'attempt' (completed) is missing." },
        { Run("research", Step("flaky").Attempts(2), Loop("refine").InAnyOrder()), "At research > refine: iteration 'iteration 1' (completed) was not expected." },
        { Run("research").Cancelled(), "expected run 'research' (cancelled)" },
        { Run("research").Paused(), "expected run 'research' (paused)" },
        { Run("research").Running(), "expected run 'research' (running)" },
        { Run("research").Interrupted(), "expected run 'research' (interrupted)" },
    };

    [Theory]
    [MemberData(nameof(WrongShapes))]
    public async Task EachKindOfDifference_IsSeen(TraceShape shape, string difference)
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        PipelineResult<int> result = await RecordAsync();
        Assert.False(shape.Matches(result.TraceTree));
        string first = Assert.Throws<TraceShapeException>(() => shape.Verify(result.TraceTree)).Message.Split('\n')[0];
        Assert.Contains(difference, first, StringComparison.Ordinal);
    }

    [Fact]
    public void NoTrace_IsADifference()
    {
        string message = Assert.Throws<TraceShapeException>(static () => Run("research").Verify(null)).Message;
        Assert.StartsWith("There is no trace", message, StringComparison.Ordinal);
        Assert.EndsWith("(no trace)\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnyOrder_PairsEachShapeWithASpanOfItsOwn()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        foreach (string reason in (string[])["red", "green", "blue"])
        {
            using FlujoSpan step = FlujoTrace.StartStep("paint");
            step.Fail($"{reason} is out");
        }

        run.Complete();

        // The first shape fits every span, and has to leave each span to the shape that fits no other.
        Run("run", Step("paint").Failed(), Step("paint").Failed("red"), Step("paint").Failed("green")).InAnyOrder().Verify(run.TraceTree);
        TraceShape twice = Run("run", Step("paint").Failed("red"), Step("paint").Failed("red"), Step("paint").Failed()).InAnyOrder();
        Assert.False(twice.Matches(run.TraceTree));
        Assert.False(Run("run", Step("paint").Failed(), Step("paint").Failed()).InAnyOrder().Matches(run.TraceTree));
    }

    private static TraceShape Expected => Run(
        "research",
        Step("flaky").Attempts(2),
        Loop("refine", Iteration(1, Step("draft_answer")), Iteration(2, Step("draft_answer"))),
        Parallel("fetch", Branch("archive"), Branch("web", Tool("ask_web"))).InAnyOrder());

    private static Task<PipelineResult<int>> RecordAsync()
    {
        int calls = 0;
        Pipeline<int, int> pipeline = Pipeline.Create<int>("research")
            .Step("flaky", n => ++calls == 1 ? throw new FormatException("odd") : n, new StepOptions { MaxAttempts = 2 })
            .Loop("refine", static body => body.Step("draft_answer", static n => n + 1), static n => n == 2, maxIterations: 9)
            .Parallel(
                "fetch",
                static all => all
                    .Branch("web", static body => body.Step("ask_web", static n => n, new StepOptions { Kind = FlujoStepKind.Tool }))
                    .Branch("archive", static body => body),
                static results => results.Sum());
        return new FlujoRunner<int, int>(pipeline).ExecuteAsync(0);
    }
}
