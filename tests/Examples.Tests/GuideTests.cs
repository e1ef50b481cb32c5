using System.Text.Json;

namespace Examples.Tests;

/// <summary>Each example prints what the guide says that it prints.</summary>
public sealed class GuideTests : IDisposable
{
    private const string Seconds = @"\d+\.\d{3}s";
    private readonly Example _example = new();

    public void Dispose() => _example.Dispose();

    [Fact]
    public async Task QuickStart_TracesWithoutAnySetting()
    {
        Assert.Collection(
            await _example.RunAsync("QuickStart"),
            Equal("Output: 4"),
            Equal("Steps: clean_text, count_words"),
            Equal("Trace: recorded"),
            Match("Look at it: flujo lens trace [0-9a-f]{8}"));
        JsonElement root = (await _example.LensAsync("trace", "last")).GetProperty("root");
        Assert.Equal("split", root.GetProperty("children")[1].GetProperty("children")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task TraceAccess_ShowsTreeAndHistory() => Assert.Collection(
        await _example.RunAsync("TraceAccess"),
        Equal("Root span: trace_access"),
        Equal("Status: Completed"),
        Match($"Duration: {Seconds}"),
        Equal("Children: 2"),
        Match($@"load_text: ✅ \({Seconds}\)"),
        Match($@"summarise: ✅ \({Seconds}\)"));

    [Fact]
    public async Task TwoStepPipeline_ShowsBothSteps() => Assert.Collection(
        await _example.RunAsync("TwoStepPipeline"),
        Equal("Output: enhanced_processed_test_input"),
        Match($"Pipeline completed in {Seconds}"),
        Match($@"process_text: Completed \({Seconds}\)"),
        Match($@"enhance_text: Completed \({Seconds}\)"));

    [Fact]
    public async Task FailingStep_IsFoundWithItsReason()
    {
        Assert.Collection(
            await _example.RunAsync("FailingStep"),
            Equal("Success: False"),
            Equal("Step failed: call_service: InvalidOperationException: Intentional failure"),
            Equal("Steps that ran: prepare_input, call_service"));
        Assert.Equal("failed", (await _example.LensAsync("list", "--status", "failed"))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task PerformanceAnalysis_FindsTheSlowestAndTheFailedStep() => Assert.Collection(
        await _example.RunAsync("PerformanceAnalysis"),
        Match($@"Slowest step: rank_rows \({Seconds}\)"),
        Equal("Failed steps: publish_rows"));

    [Fact]
    public async Task OverheadRecipe_SaysWhatTracingCosts()
    {
        Assert.Collection(
            await _example.RunAsync("OverheadRecipe"),
            Match(@"Without tracing: \d+\.\d{3} ms a run"),
            Match(@"With tracing: \d+\.\d{3} ms a run"),
            Match(@"Tracing overhead: -?\d+\.\d%"));
        Assert.All((await _example.LensAsync("list")).EnumerateArray(), static run => Assert.Equal(2, run.GetProperty("total_steps").GetInt32()));
    }

    [Fact]
    public async Task TracingDemo_ShowsIterationsAndTheBranch()
    {
        Assert.Collection(
            await _example.RunAsync("TracingDemo"),
            Equal("The draft was published with 85."),
            Match($@"tracing_demo \(completed, {Seconds}\)"),
            Match($@"├── prepare_draft \(completed, {Seconds}\)"),
            Match($@"├── refine \(completed, {Seconds}\)"),
            Match($@"│   ├── iteration 1 \(completed, {Seconds}\)"),
            Match($@"│   │   └── improve_draft \(completed, {Seconds}\)"),
            Match($@"│   └── iteration 2 \(completed, {Seconds}\)"),
            Match($@"│       └── improve_draft \(completed, {Seconds}\)"),
            Match($@"├── quality_gate \(completed, {Seconds}\)"),
            Match($@"│   └── high \(completed, {Seconds}\)"),
            Match($@"│       └── publish_draft \(completed, {Seconds}\)"),
            Match($@"└── notify_author \(completed, {Seconds}\)"));
        JsonElement details = (await _example.LensAsync("show", "last")).GetProperty("details");
        Assert.Equal((320, 0.004m), (details.GetProperty("total_tokens").GetInt32(), details.GetProperty("total_cost_usd").GetDecimal()));
    }

    [Fact]
    public async Task FailureDemo_KeepsHistoryAndTrace()
    {
        Assert.Collection(
            await _example.RunAsync("FailureDemo"),
            Equal("Root: failure_demo is failed"),
            Equal("read_order: completed, 1 attempt(s)"),
            Match("charge_card: failed, 2 attempt\\(s\\), InvalidOperationException: card declined for order 17; (?!.*tok_51H).*"),
            Match("Persisted: True; flujo lens show [0-9a-f]{8} --show-error"),
            Equal("Root: fallback_demo is completed, with an invoice for order 18"),
            Equal("charge_card: failed, InvalidOperationException: card declined for order 18"),
            Equal("send_invoice: completed"));
        JsonElement failed = Assert.Single((await _example.LensAsync("list", "--status", "failed")).EnumerateArray());
        Assert.Equal("failure_demo", failed.GetProperty("pipeline_name").GetString());
    }

    [Fact]
    public async Task PollyRetries_AreAttemptsOfTheStep()
    {
        Assert.Collection(
            await _example.RunAsync("PollyRetries"),
            Equal("Lisbon: sunny"),
            Equal("fetch_forecast: 3 attempts, 30 tokens"),
            Match(@"attempt 1 failed after \d+\.\d ms and 10 tokens: HttpRequestException: 503 from the weather service, call 1"),
            Match(@"the next one came \d+ ms later"),
            Match(@"attempt 2 failed after \d+\.\d ms and 10 tokens: HttpRequestException: 503 from the weather service, call 2"),
            Match(@"the next one came \d+ ms later"));
        JsonElement step = (await _example.LensAsync("show", "last")).GetProperty("steps")[0];
        Assert.Equal((3, 30), (step.GetProperty("attempts").GetInt32(), step.GetProperty("token_counts").GetInt32()));
    }

    [Fact]
    public async Task ComplexAnalysis_WorksOnTheStoreThatTheExamplesWrote()
    {
        await _example.RunAsync("TracingDemo");
        await _example.RunAsync("FailingStep");
        string output = await _example.ScriptAsync("complex-analysis.sh");
        Assert.Contains("failing", output, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"prepare_input\"", output, StringComparison.Ordinal);
        Assert.Matches("\"duration\": [0-9.e-]+", output);
        Assert.Contains("\"error\": \"InvalidOperationException: Intentional failure\"", output, StringComparison.Ordinal);
        Assert.Matches("improve_draft\t2\t", output);
        Assert.DoesNotContain("tracing_demo", output[..output.IndexOf("== One of them", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    private static Action<string> Equal(string expected) => line => Assert.Equal(expected, line);

    private static Action<string> Match(string pattern) => line => Assert.Matches($"^{pattern}$", line);
}
