using System.Text.Json;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Show;

/// <summary>The JSON of <c>show</c> and <c>get</c>: always every field, whatever flags there are.</summary>
internal static class ShowJson
{
    public static void Write(Utf8JsonWriter json, RunView view)
    {
        json.WriteStartObject();
        json.WriteString("run_id", view.Run.Summary.RunId);
        WriteDetails(json, view.Run);
        json.WriteStartArray("steps");
        for (int i = 0; i < view.Steps.Count; i++)
        {
            WriteStep(json, i, view.Steps[i]);
        }

        json.WriteEndArray();
        json.WriteUsage(view.Usage);
        json.WriteEndObject();
    }

    /// <summary>The property <c>details</c> of an open object.</summary>
    public static void WriteDetails(Utf8JsonWriter json, RunDetails run)
    {
        RunSummary summary = run.Summary;
        json.WriteStartObject("details");
        json.WriteString("run_id", summary.RunId);
        json.WriteString("pipeline_name", summary.PipelineName);
        json.WriteString("pipeline_version", run.PipelineVersion);
        json.WriteString("status", summary.Status.Word());
        json.WriteTime("created_at", summary.StartTime);
        json.WriteTime("ended_at", summary.EndedAt is { } end ? StoredValue.ToTime(end) : null);
        json.WriteNumberOrNull("execution_time_ms", Words.ToMilliseconds(summary.Duration));
        json.WriteNumber("total_steps", summary.TotalSteps);
        json.WriteNumberOrNull("total_cost_usd", summary.TotalCostUsd);
        json.WriteNumber("total_tokens", summary.TotalTokens);
        json.WriteString("error_message", run.Error);
        json.WriteString("final_output", run.FinalOutput);
        json.WriteNumber("dropped_records", run.DroppedRecords);
        json.WriteStartObject("dropped_by_cause");
        foreach ((string cause, long records) in run.DroppedByCause)
        {
            json.WriteNumber(cause, records);
        }

        json.WriteEndObject();
        json.WriteNumber("dropped_outside_runs", run.DroppedOutsideRuns);
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, int index, StepRow step)
    {
        json.WriteStartObject();
        json.WriteNumber("step_index", index);
        json.WriteString("step_name", step.Span.Name);
        json.WriteString("status", step.Span.Status.Word());
        json.WriteNumberOrNull("execution_time_ms", Words.ToMilliseconds(step.Span.Duration));
        json.WriteNumber("attempts", step.Span.Attempts);
        json.WriteNumberOrNull("cost_usd", step.CostUsd);
        json.WriteNumber("input_tokens", step.InputTokens);
        json.WriteNumber("output_tokens", step.OutputTokens);
        json.WriteNumber("token_counts", step.InputTokens + step.OutputTokens);
        json.WriteString("feedback", step.Feedback);
        json.WriteString("input", step.Input);
        json.WriteString("output", step.Output);
        json.WriteString("span_id", StoredValue.ToSpanId(step.Span.SpanId));
        json.WriteEndObject();
    }
}
