// After a run: its trace tree and its step history. A run is a stream of results, and the last one is final.
using System.Globalization;
using Flujo;

Pipeline<string, string> pipeline = Pipeline.Create<string>("trace_access")
    .Step("load_text", async (text, cancellation) =>
    {
        await Task.Delay(5, cancellation);
        return text;
    })
    .Step("summarise", text => text[..9]);
var flujo = new FlujoRunner<string, string>(pipeline);

PipelineResult<string>? result = null;
await foreach (PipelineResult<string> each in flujo.RunAsync("input_data as a longer text"))
    result = each;

// Tracing may be switched off, and a store may be out of reach: the tree can be null.
if (result?.TraceTree is { } root)
{
    Console.WriteLine($"Root span: {root.Name}");
    Console.WriteLine($"Status: {root.Status}");
    Console.WriteLine($"Duration: {Seconds(root.Duration!.Value)}");
    Console.WriteLine($"Children: {root.Children.Count}");
}
else
{
    Console.WriteLine("No trace information available");
}

foreach (StepResult step in result!.StepHistory)
    Console.WriteLine($"{step.Name}: {(step.Success ? "✅" : "❌")} ({Seconds(step.Latency)})");

static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000}s");
