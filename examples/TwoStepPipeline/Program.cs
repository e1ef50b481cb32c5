// A pipeline of two steps of your own, and what its trace says.
using System.Globalization;
using Flujo;

Pipeline<string, string> pipeline = Pipeline.Create<string>("two_steps")
    .Step("process_text", ProcessAsync)
    .Step("enhance_text", EnhanceAsync);

PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline, enableTracing: true).ExecuteAsync("test_input");
Console.WriteLine($"Output: {result.Output}");
if (result.TraceTree is { } root)
{
    Console.WriteLine($"Pipeline completed in {Seconds(root.Duration)}");
    foreach (TraceSpan child in root.Children)
        Console.WriteLine($"  {child.Name}: {child.Status} ({Seconds(child.Duration)})");
}

static async Task<string> ProcessAsync(string text, CancellationToken cancellation)
{
    await Task.Delay(2, cancellation);
    return $"processed_{text}";
}

static async Task<string> EnhanceAsync(string text, CancellationToken cancellation)
{
    await Task.Delay(2, cancellation);
    return $"enhanced_{text}";
}

static string Seconds(TimeSpan? time) => string.Create(CultureInfo.InvariantCulture, $"{time?.TotalSeconds:0.000}s");
