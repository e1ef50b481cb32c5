// Where the time went, and what failed: one line each, from the step history.
using System.Globalization;
using Flujo;

Pipeline<int[], int> pipeline = Pipeline.Create<int[]>("performance")
    .Step("load_rows", rows => rows)
    .Step("rank_rows", async (rows, cancellation) =>
    {
        await Task.Delay(50, cancellation);
        return rows.Order().ToArray();
    })
    .Step("publish_rows", int (_) => throw new IOException("the share is not mounted"));

PipelineResult<int> result = await new FlujoRunner<int[], int>(pipeline).ExecuteAsync([3, 1, 2]);

StepResult slowest = result.StepHistory.MaxBy(step => step.Latency)!;
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Slowest step: {slowest.Name} ({slowest.Latency.TotalSeconds:0.000}s)"));

string[] failed = [.. result.StepHistory.Where(step => !step.Success).Select(step => step.Name)];
if (failed.Length > 0)
    Console.WriteLine($"Failed steps: {string.Join(", ", failed)}");
