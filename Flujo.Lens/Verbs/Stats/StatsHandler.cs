using System.Text.Json;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Stats;

/// <summary>Shows statistics over the last hours.</summary>
internal static class StatsHandler
{
    public static int Run(LensContext context, StatsOptions options)
    {
        StatsReport report = new LensStore(context, options.Settings).Read(session =>
            StatsQueries.Read(session.Database, context.Now, options.Hours, options.Pipeline));
        if (options.Settings.Json)
        {
            context.WriteJson(json => WriteJson(json, options, report));
        }
        else
        {
            WriteText(context, options, report);
        }

        return ExitCodes.Ok;
    }

    private static void WriteText(LensContext context, StatsOptions options, StatsReport report)
    {
        if (context.IsTerminal)
        {
            string of = options.Pipeline is { } name ? $" of {SafeText.Line(name, 60)}" : "";
            context.Out.Write($"Spans{of} that started in the last {Words.Count(options.Hours, "hour")}\n\n");
        }

        context.WriteField("total_spans", Words.Number(report.TotalSpans));
        foreach ((FlujoStatus status, long count) in report.ByStatus)
        {
            context.WriteField(status.Word(), Words.Number(count), count == 0 ? Tone.Muted : Tones.Of(status));
        }

        if (UsageText.Unknown(report.UnpricedModels) is { Length: > 0 } unknown)
        {
            context.WriteField("cost", unknown, Tone.Warning);
        }

        if (report.Steps.Count > 0)
        {
            context.WriteBeneath(ToTable(context, report));
        }
    }

    private static Table ToTable(LensContext context, StatsReport report)
    {
        var table = new Table(
            Column.Text("step"),
            Column.Number("count"),
            Column.Number("failed"),
            Column.Number("avg"),
            Column.Number("p50"),
            Column.Number("p95"),
            Column.Number("p99"),
            Column.Number("tries"),
            Column.Number("tokens"),
            Column.Number("cost"))
        {
            PipedLabel = "step",
        };
        foreach (StepStats step in report.Steps)
        {
            table.Add(
                step.Name,
                Words.Number(step.Count),
                new Cell(Words.Number(step.Failed), step.Failed > 0 ? Tone.Bad : Tone.Plain),
                context.Span(step.AverageMilliseconds),
                context.Span(step.PercentileMilliseconds(0.50)),
                context.Span(step.PercentileMilliseconds(0.95)),
                context.Span(step.PercentileMilliseconds(0.99)),
                Words.Number(step.Attempts),
                Words.Number(step.TotalTokens),
                context.IsTerminal ? Words.Dollars(step.CostUsd) : Words.Usd(step.CostUsd));
        }

        return table;
    }

    private static void WriteJson(Utf8JsonWriter json, StatsOptions options, StatsReport report)
    {
        json.WriteStartObject();
        json.WriteNumber("hours", options.Hours);
        json.WriteString("pipeline", options.Pipeline);
        json.WriteNumber("total_spans", report.TotalSpans);
        json.WriteStartObject("by_status");
        foreach ((FlujoStatus status, long count) in report.ByStatus)
        {
            json.WriteNumber(status.Word(), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("steps");
        foreach (StepStats step in report.Steps)
        {
            json.WriteStartObject();
            json.WriteString("step_name", step.Name);
            json.WriteNumber("count", step.Count);
            json.WriteNumber("failed", step.Failed);
            json.WriteNumberOrNull("avg_ms", step.AverageMilliseconds);
            json.WriteNumberOrNull("p50_ms", step.PercentileMilliseconds(0.50));
            json.WriteNumberOrNull("p95_ms", step.PercentileMilliseconds(0.95));
            json.WriteNumberOrNull("p99_ms", step.PercentileMilliseconds(0.99));
            json.WriteNumber("attempts", step.Attempts);
            json.WriteNumberOrNull("cost_usd", step.CostUsd);
            json.WriteNumber("total_tokens", step.TotalTokens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("unpriced_models");
        foreach (string? model in report.UnpricedModels)
        {
            json.WriteStringValue(model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
