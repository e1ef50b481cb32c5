// A step that fails fails the result, throws nothing, and leaves a trace with the reason.
using Flujo;

Pipeline<string, string> pipeline = Pipeline.Create<string>("failing")
    .Step("prepare_input", text => text.Trim())
    .Step("call_service", string (_) => throw new InvalidOperationException("Intentional failure"))
    .Step("write_report", text => text);

PipelineResult<string> result = await new FlujoRunner<string, string>(pipeline).ExecuteAsync("test_input");
Console.WriteLine($"Success: {result.Success}");

// Failed pipelines have traces, too.
TraceSpan? failed = result.TraceTree?.Children.FirstOrDefault(child => child.Status == FlujoStatus.Failed);
if (failed is not null)
    Console.WriteLine($"Step failed: {failed.Name}: {failed.Feedback}");
Console.WriteLine($"Steps that ran: {string.Join(", ", result.StepHistory.Select(step => step.Name))}");
