// A pipeline with a loop and a conditional, and its tree: iterations and the branch that was taken are spans of their own.
using System.Globalization;
using Flujo;

Pipeline<int, string> pipeline = Pipeline.Create<int>("tracing_demo")
    .Step("prepare_draft", quality => quality)
    .Loop(
        "refine",
        body => body.Step("improve_draft", ImproveAsync),
        until: quality => quality >= 70,
        maxIterations: 5)
    .Conditional(
        "quality_gate",
        quality => quality > 80 ? "high" : "low",
        on => on
            .When("high", body => body.Step("publish_draft", quality => $"published with {quality}"))
            .When("low", body => body.Step("send_to_editor", quality => $"sent to the editor with {quality}")))
    .Step("notify_author", text => $"The draft was {text}.");

PipelineResult<string> result = await new FlujoRunner<int, string>(pipeline).ExecuteAsync(25);
Console.WriteLine(result.Output);
Console.WriteLine();
if (result.TraceTree is { } root)
    Print(root, "", "");
else
    Console.WriteLine("No trace information available");

static async Task<int> ImproveAsync(int quality, CancellationToken cancellation)
{
    FlujoTrace.Current.AddPrompt($"Improve this draft; its quality is {quality}.");
    await Task.Delay(5, cancellation); // a model would answer here
    FlujoTrace.Current.AddUsage(inputTokens: 40, outputTokens: 120, costUsd: 0.002m);
    return quality + 30;
}

static void Print(TraceSpan span, string branch, string indent)
{
    string status = span.Status.ToString().ToLowerInvariant();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{branch}{span.Name} ({status}, {span.Duration?.TotalSeconds:0.000}s)"));
    for (int i = 0; i < span.Children.Count; i++)
    {
        bool isLast = i == span.Children.Count - 1;
        Print(span.Children[i], indent + (isLast ? "└── " : "├── "), indent + (isLast ? "    " : "│   "));
    }
}
