using System.Text.Json;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.List;

/// <summary>Lists runs.</summary>
internal static class ListHandler
{
    public static int Run(LensContext context, ListOptions options)
    {
        List<RunSummary> runs = new LensStore(context, options.Settings)
            .Read(session => RunQueries.List(session.Database, options.Filter));
        if (options.Settings.Json)
        {
            context.WriteJson(json => WriteJson(json, runs));
        }
        else if (runs.Count > 0)
        {
            context.Write(RunTable.Of(context, runs));
        }
        else
        {
            context.Error.WriteLine("No runs match.");
        }

        return ExitCodes.Ok;
    }

    private static void WriteJson(Utf8JsonWriter json, List<RunSummary> runs)
    {
        json.WriteStartArray();
        foreach (RunSummary run in runs)
        {
            json.WriteStartObject();
            json.WriteString("run_id", run.RunId);
            json.WriteString("pipeline_name", run.PipelineName);
            json.WriteString("status", run.Status.Word());
            json.WriteTime("created_at", run.StartTime);
            json.WriteNumberOrNull("duration_ms", Words.ToMilliseconds(run.Duration));
            json.WriteNumber("total_steps", run.TotalSteps);
            json.WriteNumberOrNull("total_cost_usd", run.TotalCostUsd);
            json.WriteNumber("total_tokens", run.TotalTokens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
