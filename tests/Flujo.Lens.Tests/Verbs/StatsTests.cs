using System.Globalization;
using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Verbs;

public sealed class StatsTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void EmptyStore_HasEveryFieldAndZeros() =>
        Assert.Equal(
            """
            {"hours":24,"pipeline":null,"total_spans":0,"by_status":{"running":0,"completed":0,"failed":0,"cancelled":0,"paused":0,"interrupted":0},"steps":[],"unpriced_models":[]}

            """,
            Session.Run(_store, "stats", "--json").Output);

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(24, null)]
    [InlineData(100, null)]
    [InlineData(240, null)]
    [InlineData(1_000_000, null)]
    [InlineData(24, "import")]
    [InlineData(200, "import")]
    [InlineData(1, "import")]
    public void CountsAndSums_EqualAnIndependentSum(int hours, string? pipeline)
    {
        AddManySpans();
        string where =
            $"s.started_at >= {TestStore.NowNanoseconds - (hours * 3_600_000_000_000L)} " +
            (pipeline is null ? "" : $"AND r.pipeline_name = '{pipeline}'");
        string[] args = ["stats", "--json", "--hours", hours.ToString(CultureInfo.InvariantCulture), .. pipeline is null ? (string[])[] : ["--pipeline", pipeline]];

        JsonElement stats = Session.Run(_store, args).Json;

        const string spans = "FROM spans s JOIN runs r ON r.run_no = s.run_no WHERE ";
        Assert.Equal(_store.Scalar($"SELECT count(*) {spans} {where}"), stats.GetProperty("total_spans").GetInt64());
        Assert.Equal(
            _store.Scalar($"SELECT count(*) {spans} {where} AND s.status = 'failed'"),
            stats.GetProperty("by_status").GetProperty("failed").GetInt64());
        Assert.NotEmpty(stats.GetProperty("steps").EnumerateArray());
        foreach (JsonElement step in stats.GetProperty("steps").EnumerateArray())
        {
            string ofStep = $"{spans} {where} AND s.kind IN ('step', 'agent', 'tool') AND s.name = '{step.GetProperty("step_name")}'";
            Assert.Equal(_store.Scalar($"SELECT count(*) {ofStep}"), step.GetProperty("count").GetInt64());
            Assert.Equal(_store.Scalar($"SELECT sum(s.attempts) {ofStep}"), step.GetProperty("attempts").GetInt64());
            Assert.Equal(_store.Scalar($"SELECT sum(s.input_tokens + s.output_tokens) {ofStep}"), step.GetProperty("total_tokens").GetInt64());
            Assert.Equal((double)_store.Scalar($"SELECT avg(s.duration_ms) {ofStep}")!, step.GetProperty("avg_ms").GetDouble(), 1e-5);
            Assert.Equal((double)_store.Scalar($"SELECT sum(s.cost_usd) {ofStep}")!, step.GetProperty("cost_usd").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public void SpanAtTheWindowsBeginning_CountsToTheNanosecond()
    {
        TestRun run = _store.AddRun("abc", secondsAgo: 3600, seconds: 1);
        run.AddSpan(2, 1, "inside", at: 0);
        run.AddSpan(3, 1, "outside", at: -1e-9);

        JsonElement stats = Session.Run(_store, "stats", "--hours", "1", "--json").Json;

        Assert.Equal(["inside"], stats.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step_name").GetString()));
    }

    [Fact]
    public void Percentiles_AreAtMostTwoPercentOff()
    {
        _store.BeginBatch();
        TestRun run = _store.AddRun("abc", secondsAgo: 7000);
        double[] milliseconds = [.. Enumerable.Range(1, 1000).Select(i => i * 1.7)];
        for (int i = 0; i < milliseconds.Length; i++)
        {
            run.AddSpan(i + 2, 1, "work", at: i * 5, seconds: milliseconds[i] / 1000);
        }

        _store.Close();
        JsonElement step = Session.Run(_store, "stats", "--json").Json.GetProperty("steps")[0];

        Assert.All([("p50_ms", 500), ("p95_ms", 950), ("p99_ms", 990)], expected =>
        {
            double exact = milliseconds[expected.Item2 - 1];
            Assert.InRange(step.GetProperty(expected.Item1).GetDouble(), exact * 0.98, exact * 1.02);
        });
    }

    [Fact]
    public void RunningSteps_CountButHaveNoDuration()
    {
        TestRun run = _store.AddRun("abc", status: FlujoStatus.Running, seconds: null);
        run.AddSpan(2, 1, "work", status: FlujoStatus.Running, seconds: null);

        JsonElement stats = Session.Run(_store, "stats", "--json").Json;

        Assert.Equal(2, stats.GetProperty("by_status").GetProperty("running").GetInt64());
        Assert.Equal(JsonValueKind.Null, stats.GetProperty("steps")[0].GetProperty("avg_ms").ValueKind);
    }

    [Fact]
    public void UnknownPipeline_HasNoSpans()
    {
        Samples.AddResearch(_store);

        Assert.Equal(0, Session.Run(_store, "stats", "--pipeline", "nothing", "--json").Json.GetProperty("total_spans").GetInt64());
    }

    [Fact]
    public void Piped_StepLineHasAllNumbers()
    {
        Samples.AddResearch(_store);

        Assert.Matches(
            @"^step\tdraft_answer\t2\t0\t724\.500\t\d+\.\d{3}\t\d+\.\d{3}\t\d+\.\d{3}\t2\t255\t0\.011$",
            Session.Run(_store, "stats").Lines.Single(line => line.StartsWith("step\tdraft", StringComparison.Ordinal)));
    }

    [Fact]
    public void Terminal_LinesFitIntoEightyColumns()
    {
        Samples.AddResearch(_store);

        Assert.All(Session.OnTerminal(_store, "stats").Lines, line => Assert.InRange(line.Length, 1, 80));
    }

    private void AddManySpans()
    {
        var random = new Random(7);
        _store.BeginBatch();
        for (int i = 0; i < 60; i++)
        {
            TestRun run = _store.AddRun($"run{i:00}", i % 2 == 0 ? "import" : "export", secondsAgo: random.Next(4000, i % 3 == 0 ? 7_000 : 1_000_000));
            for (int number = 2; number < 30; number++)
            {
                run.AddSpan(
                    number,
                    1,
                    $"step_{random.Next(3)}",
                    random.Next(4) == 0 ? SpanKind.Loop : SpanKind.Step,
                    random.Next(5) == 0 ? FlujoStatus.Failed : FlujoStatus.Completed,
                    at: random.NextDouble() * 4000,
                    seconds: random.NextDouble(),
                    attempts: random.Next(1, 4),
                    cost: random.Next(1_000_000_000),
                    input: random.Next(100),
                    output: random.Next(100));
            }
        }

        _store.Close();
        _store.Reopen();
    }
}
