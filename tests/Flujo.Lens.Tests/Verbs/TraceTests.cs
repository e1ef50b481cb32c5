using System.Globalization;
using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

public sealed class TraceTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Tree_IsTheGuides()
    {
        Samples.AddResearch(_store);

        Assert.Equal(
            """
            research (completed, 2.418s)
            ├── load_documents (completed, 0.123s)
            ├── refine (completed, 1.456s)
            │   ├── iteration 1 (completed, 0.734s)
            │   │   └── draft_answer (completed, 0.730s)
            │   └── iteration 2 (completed, 0.722s)
            │       └── draft_answer (completed, 0.719s)
            └── rank_results (completed, 0.839s, 2 attempts)

            """,
            Session.Run(_store, "trace", "4f0c").Output);
    }

    [Fact]
    public void SoleAttempt_IsFoldedIntoItsStep()
    {
        TestRun run = _store.AddRun("abc", seconds: 1);
        run.AddSpan(2, 1, "ask", seconds: 0.5);
        run.AddSpan(3, 2, "attempt 1", SpanKind.Attempt, seconds: 0.5);
        run.AddSpan(4, 3, "http_get", SpanKind.Tool, seconds: 0.25);
        run.AddEvent(3, "prompt", """{"role":"user","text":"hello"}""");

        Assert.Equal(
            """
            research (completed, 1.000s)
            └── ask (completed, 0.500s)
                │   prompt (user): hello
                └── http_get (completed, 0.250s)

            """,
            Session.Run(_store, "trace", "abc").Output);
    }

    [Fact]
    public void FailedSpans_ShowTheirFeedbackAndAttempts()
    {
        TestRun run = _store.AddRun("abc", status: FlujoStatus.Failed, seconds: 1);
        run.AddSpan(2, 1, "ask", status: FlujoStatus.Failed, seconds: 0.5, attempts: 2, feedback: "gave up\nat last");
        run.AddSpan(3, 2, "attempt 1", SpanKind.Attempt, FlujoStatus.Failed, seconds: 0.2, feedback: "timeout");
        run.AddSpan(4, 2, "attempt 2", SpanKind.Attempt, FlujoStatus.Failed, at: 0.3, seconds: 0.2, feedback: "refused");

        Assert.Equal(
            """
            research (failed, 1.000s)
            └── ask (failed, 0.500s, 2 attempts)
                │   feedback: gave up\nat last
                ├── attempt 1 (failed, 0.200s)
                │       feedback: timeout
                └── attempt 2 (failed, 0.200s)
                        feedback: refused

            """,
            Session.Run(_store, "trace", "abc").Output);
    }

    [Fact]
    public void RunningSpan_HasNoDuration()
    {
        TestRun run = _store.AddRun("abc", status: FlujoStatus.Running, seconds: null);
        run.AddSpan(2, 1, "ask", status: FlujoStatus.Running, seconds: null);

        Assert.Equal("research (running)\n└── ask (running)\n", Session.Run(_store, "trace", "abc").Output);
    }

    [Fact]
    public void Siblings_AreOrderedByStartAndThenByNumber()
    {
        TestRun run = _store.AddRun("abc");
        run.AddSpan(2, 1, "late", at: 1);
        run.AddSpan(3, 1, "early", at: 0);
        run.AddSpan(4, 1, "early_too", at: 0);

        string text = Session.Run(_store, "trace", "abc").Output;

        Assert.Equal(["early", "early_too", "late"], text.Split('\n')[1..4].Select(line => line[4..].Split(' ')[0]));
    }

    [Fact]
    public void SpanWithoutItsParent_HangsUnderTheRoot()
    {
        TestRun run = _store.AddRun("abc");
        run.AddSpan(7, 5, "orphan");

        Assert.Contains("\n└── orphan", Session.Run(_store, "trace", "abc").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("50", 50)]
    [InlineData("-1", 1000)]
    [InlineData(null, 200)]
    public void PromptPreview_IsCutAtExactlySoManyCharacters(string? length, int expected)
    {
        TestRun run = _store.AddRun("abc");
        run.AddSpan(2, 1, "ask");
        run.AddEvent(2, "prompt", $$"""{"role":"user","text":"{{new string('x', 1000)}}"}""");

        string[] args = length is null ? ["trace", "abc"] : ["trace", "abc", "--prompt-preview-len", length];

        Assert.Equal(expected, Session.Run(_store, args).Output.Count(c => c == 'x'));
    }

    [Fact]
    public void LongPrompt_OnATerminal_KeepsTheTreesTrunksBesideIt()
    {
        TestRun run = _store.AddRun("abc");
        run.AddSpan(2, 1, "ask");
        run.AddSpan(3, 1, "answer");
        run.AddEvent(2, "prompt", $$"""{"role":"user","text":"{{new string('x', 150)}}"}""");

        Session session = Session.OnTerminal(_store, "trace", "abc");

        Assert.All(session.Lines.Where(line => line.Contains("xx", StringComparison.Ordinal)), line =>
        {
            Assert.StartsWith("│ ", line, StringComparison.Ordinal);
            Assert.InRange(line.Length, 1, 80);
        });
    }

    [Fact]
    public void AttributesAndEvents_AreShownOnRequest()
    {
        TestRun run = _store.AddRun("abc", seconds: 1);
        run.AddSpan(2, 1, "ask", seconds: 0.5, cost: 2_000_000_000, input: 7, output: 3);
        run.AddAttribute(2, "model", "small", AttributeType.String, setAt: 1);
        run.AddAttribute(2, "cached", 1L, AttributeType.Bool, setAt: 2);
        run.AddAttribute(2, "heat", 0.7, AttributeType.Double, setAt: 3);
        run.AddEvent(2, "retry", """{"reason":"timeout","delay_ms":50}""", at: 0.25);

        Assert.Equal(
            """
            research (completed, 1.000s)
            └── ask (completed, 0.500s)
                    usage: 7 tokens in, 3 out, cost $0.002
                    model = small
                    cached = true
                    heat = 0.7
                    event +0.250s: retry
                      reason = timeout
                      delay_ms = 50

            """,
            Session.Run(_store, "trace", "abc", "--attributes", "--events").Output);
    }

    [Fact]
    public void Json_SpanHasEveryField()
    {
        TestRun run = _store.AddRun("abc", seconds: 1);
        run.AddSpan(2, 1, "ask", status: FlujoStatus.Running, seconds: null);
        run.AddAttribute(2, "n", 5L, AttributeType.Long);
        run.AddAttribute(2, "none", null, AttributeType.Null, setAt: 1);
        run.AddEvent(2, "retry", """{"delay_ms":50,"ok":true}""", at: 0.25);

        JsonElement child = Session.Run(_store, "trace", "abc", "--json").Json.GetProperty("root").GetProperty("children")[0];

        Assert.Equal(
            """
            {"span_id":"0000000100000002","parent_span_id":"0000000100000001","name":"ask","kind":"step","status":"running","start_time":"2026-03-14T15:08:26.5350000Z","end_time":null,"duration_ms":null,"attempts":1,"cost_usd":null,"input_tokens":0,"output_tokens":0,"usage":[],"feedback":null,"attributes":{"n":5,"none":null},"events":[{"name":"retry","time":"2026-03-14T15:08:26.7850000Z","attributes":{"delay_ms":50,"ok":true}}],"children":[]}
            """.Trim(),
            child.GetRawText());
    }

    [Fact]
    public void DamagedEventAttributes_AreShownAsText()
    {
        TestRun run = _store.AddRun("abc");
        run.AddEvent(1, "odd", "{broken");

        Assert.Contains("text = {broken", Session.Run(_store, "trace", "abc", "--events").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepChain_IsDrawnAndWrittenWithoutOverflow()
    {
        const int depth = 20_000;
        _store.BeginBatch();
        TestRun run = _store.AddRun("abc");
        for (int number = 2; number <= depth; number++)
        {
            run.AddSpan(number, number - 1, "step", at: number * 1e-6);
        }

        _store.Close();

        Assert.Equal(depth, Session.Run(_store, "trace", "abc").Lines.Length);
        string json = Session.Run(_store, "trace", "abc", "--json").Output;
        Assert.Equal(depth, json.Split("\"span_id\"").Length - 1);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-2")]
    [InlineData("")]
    public void InvalidPreviewLength_IsAUsageError(string length) =>
        Assert.Equal(2, Session.Run(_store, "trace", "last", "--prompt-preview-len", length.ToString(CultureInfo.InvariantCulture)).ExitCode);
}
