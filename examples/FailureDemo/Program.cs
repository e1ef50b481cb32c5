// A pipeline that fails half-way: the root is failed, the history is kept, the trace is in the store. A fallback keeps another one alive.
using Flujo;

Pipeline<string, string> pipeline = Pipeline.Create<string>("failure_demo")
    .Step("read_order", order => order.Trim())
    .Step("charge_card", string (order) => throw new InvalidOperationException($"card declined for {order}; token: tok_51HabcdefGHIJKL"), new StepOptions { MaxAttempts = 2 })
    .Step("send_receipt", order => $"receipt for {order}");
PipelineResult<string> failed = await new FlujoRunner<string, string>(pipeline).ExecuteAsync(" order 17 ");

Console.WriteLine($"Root: {failed.TraceTree?.Name} is {failed.Status.ToString().ToLowerInvariant()}");
foreach (StepResult step in failed.StepHistory)
    Console.WriteLine($"  {step.Name}: {(step.Success ? "completed" : "failed")}, {step.Attempts} attempt(s){(step.Feedback is null ? "" : $", {step.Feedback}")}");
Console.WriteLine($"Persisted: {FlujoTrace.Flush(TimeSpan.FromSeconds(10))}; flujo lens show {failed.RunId[..8]} --show-error");

Pipeline<string, string> rescued = Pipeline.Create<string>("fallback_demo")
    .Fallback(
        "charge",
        body => body.Step("charge_card", string (order) => throw new InvalidOperationException($"card declined for {order}")),
        body => body.Step("send_invoice", order => $"invoice for {order}"));
PipelineResult<string> saved = await new FlujoRunner<string, string>(rescued).ExecuteAsync("order 18");

Console.WriteLine($"Root: {saved.TraceTree?.Name} is {saved.Status.ToString().ToLowerInvariant()}, with an {saved.Output}");
foreach (TraceSpan span in saved.TraceTree?.Children[0].Children ?? [])
    Console.WriteLine($"  {span.Name}: {span.Status.ToString().ToLowerInvariant()}{(span.Feedback is null ? "" : $", {span.Feedback}")}");
