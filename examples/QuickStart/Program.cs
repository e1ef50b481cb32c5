// Quick start: tracing needs no setting. The store is flujo_ops.db in the current directory.
using Flujo;

Pipeline<string, int> pipeline = Pipeline.Create<string>("quick_start")
    .Step("clean_text", text => text.Trim().ToLowerInvariant())
    .Step("count_words", Words.CountAsync);

// The same as new FlujoRunner<string, int>(pipeline, enableTracing: true).
var flujo = new FlujoRunner<string, int>(pipeline);

PipelineResult<int> result = await flujo.ExecuteAsync("  The quick brown fox  ");
Console.WriteLine($"Output: {result.Output}");
Console.WriteLine($"Steps: {string.Join(", ", result.StepHistory.Select(step => step.Name))}");
Console.WriteLine($"Trace: {(result.TraceTree is null ? "none" : "recorded")}");
Console.WriteLine($"Look at it: flujo lens trace {result.RunId[..8]}");

internal static class Words
{
    public static async Task<int> CountAsync(string text, CancellationToken cancellation)
    {
        await Task.Delay(5, cancellation); // stands for work
        return Split(text).Length;
    }

    // A method with the attribute is a step wherever it is called; here it is a span beneath count_words.
    [FlujoStep]
    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
