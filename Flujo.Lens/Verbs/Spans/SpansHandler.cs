using System.Text.Json;
using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;
using Flujo.Vocabulary;

namespace Flujo.Lens.Verbs.Spans;

/// <summary>Lists the spans of a run.</summary>
internal static class SpansHandler
{
    private const int ShortId = 8;

    public static int Run(LensContext context, SpansOptions options)
    {
        SpansView view = new LensStore(context, options.Settings).Read(session => Read(session, options));
        if (options.Settings.Json)
        {
            context.WriteJson(json => WriteJson(json, view.Lines));
        }
        else if (view.Lines.Count > 0)
        {
            WriteText(context, view.Run, view.Lines);
        }
        else
        {
            context.Error.WriteLine("No spans match.");
        }

        return ExitCodes.Ok;
    }

    private static SpansView Read(LensSession session, SpansOptions options)
    {
        RunSummary run = session.FindRun(options.Id, "spans");
        RunSpans rows = RunSpans.Read(session.Database, run.RunNo);
        Dictionary<long, string> feedback = PayloadReader.FeedbackOfRun(session.Database, run.RunNo);
        var lines = new List<SpanLine>();
        foreach (int position in rows.PositionsByStart())
        {
            SpanRow span = rows.All[position];
            if ((options.Status is null || span.Status == options.Status) && (options.Name is null || span.Name == options.Name))
            {
                lines.Add(new SpanLine(span, rows.ParentSpanId(span), feedback.GetValueOrDefault(span.SpanNo)));
            }
        }

        return new SpansView(run, lines);
    }

    private static void WriteText(LensContext context, RunSummary run, IReadOnlyList<SpanLine> lines)
    {
        if (context.IsTerminal)
        {
            context.Out.Write(
                $"{SafeText.Line(run.PipelineName, 60)} {run.RunId}, started {Words.Short(run.StartTime)}\n");
        }

        context.Write(ToTable(context, run, lines));
    }

    private static Table ToTable(LensContext context, RunSummary run, IReadOnlyList<SpanLine> lines)
    {
        var table = new Table(
            "span id",
            Column.Text("name"),
            "status",
            Column.Number("start"),
            Column.Number("end"),
            Column.Number("duration"),
            "parent");
        foreach ((SpanRow span, string? parent, _) in lines)
        {
            table.Add(
                Id(context, StoredValue.ToSpanId(span.SpanId)),
                span.Name,
                span.Status,
                Time(context, run, span.StartedAt),
                Time(context, run, span.EndedAt),
                Words.Seconds(span.Duration),
                Id(context, parent));
        }

        return table;
    }

    /// <summary>The end of an id tells the spans of one run apart, and leaves a narrow terminal room for the name.</summary>
    private static string Id(LensContext context, string? id) =>
        id is null ? ""
        : context.IsTerminal && context.Width < RunTable.WideTerminal ? "…" + id[^ShortId..]
        : id;

    /// <summary>On a terminal the time since the run began: that is what one compares.</summary>
    private static string Time(LensContext context, RunSummary run, long? nanoseconds) =>
        nanoseconds is not { } known ? ""
        : context.IsTerminal && !context.ExactTimes ? "+" + Words.Seconds(StoredValue.ToTime(known) - run.StartTime)
        : Words.Iso(StoredValue.ToTime(known));

    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<SpanLine> lines)
    {
        json.WriteStartArray();
        foreach ((SpanRow span, string? parent, string? feedback) in lines)
        {
            json.WriteStartObject();
            json.WriteString("span_id", StoredValue.ToSpanId(span.SpanId));
            json.WriteString("parent_span_id", parent);
            json.WriteString("name", span.Name);
            json.WriteString("kind", span.Kind.Word());
            json.WriteString("status", span.Status.Word());
            json.WriteTime("start_time", StoredValue.ToTime(span.StartedAt));
            json.WriteTime("end_time", span.EndedAt is { } end ? StoredValue.ToTime(end) : null);
            json.WriteNumberOrNull("duration_ms", Words.ToMilliseconds(span.Duration));
            json.WriteNumber("attempts", span.Attempts);
            json.WriteNumberOrNull("cost_usd", StoredValue.ToUsd(span.Cost));
            json.WriteNumber("input_tokens", span.InputTokens);
            json.WriteNumber("output_tokens", span.OutputTokens);
            json.WriteString("feedback", feedback);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
