using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>
/// The attributes of a span as other tools know them: OpenTelemetry's semantic conventions where they have a word, Flujo's own under <c>flujo.</c>, and the user's as they
/// are. The table is docs/opentelemetry.md.
/// </summary>
internal sealed record SpanMapping
{
    private const string ModelKey = "model";
    private const decimal CostUnit = 1e12m;

    public SpanKind Kind { get; init; }

    public long Attempts { get; init; }

    /// <summary>In 1e-12 USD; null when it is unknown.</summary>
    public long? Cost { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public string? File { get; init; }

    public long? Line { get; init; }

    /// <summary>About how many bytes a span takes in a request.</summary>
    public static int EstimateSize(IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes, IReadOnlyList<ExportEvent> events) =>
        200 + Size(attributes) + events.Sum(static each => 40 + (each.Name.Length * 2) + Size(each.Attributes));

    public List<KeyValuePair<string, AttributeValue>> Attributes(
        PendingRun run,
        uint spanNo,
        FlujoStatus status,
        Dictionary<PayloadKind, string> payloads,
        List<KeyValuePair<string, AttributeValue>> own)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>
        {
            new("flujo.run_id", AttributeValue.Of(run.RunId)),
            new("flujo.kind", AttributeValue.Of(Kind.Word())),
            new("flujo.status", AttributeValue.Of(status.ToString().ToLowerInvariant())),
        };
        if (spanNo == 1)
        {
            AddRun(attributes, run);
        }

        if (Kind.IsStep())
        {
            attributes.Add(new("flujo.attempts", AttributeValue.Of(Attempts)));
        }

        AddUsage(attributes);
        if (File is not null)
        {
            attributes.Add(new("code.file.path", AttributeValue.Of(File)));
            attributes.Add(new("code.line.number", AttributeValue.Of(Line ?? 0)));
        }

        AddText(attributes, "flujo.input", payloads.GetValueOrDefault(PayloadKind.Input));
        AddText(attributes, "flujo.output", payloads.GetValueOrDefault(PayloadKind.Output));
        foreach ((string key, AttributeValue value) in own)
        {
            attributes.Add(new(key == ModelKey ? "gen_ai.request.model" : key, value));
        }

        return attributes;
    }

    private static void AddRun(List<KeyValuePair<string, AttributeValue>> attributes, PendingRun run)
    {
        attributes.Add(new("flujo.pipeline.name", AttributeValue.Of(run.Pipeline)));
        AddText(attributes, "flujo.pipeline.version", run.PipelineVersion);
        AddText(attributes, "flujo.parent_run_id", run.ParentRunId);
        if (run.DroppedRecords > 0)
        {
            attributes.Add(new("flujo.dropped_records", AttributeValue.Of(run.DroppedRecords)));
        }
    }

    private void AddUsage(List<KeyValuePair<string, AttributeValue>> attributes)
    {
        if (InputTokens > 0 || OutputTokens > 0)
        {
            attributes.Add(new("gen_ai.usage.input_tokens", AttributeValue.Of(InputTokens)));
            attributes.Add(new("gen_ai.usage.output_tokens", AttributeValue.Of(OutputTokens)));
        }

        if (Cost is { } cost)
        {
            attributes.Add(new("flujo.cost_usd", AttributeValue.Of((double)(cost / CostUnit))));
        }
    }

    private static void AddText(List<KeyValuePair<string, AttributeValue>> attributes, string key, string? text)
    {
        if (text is not null)
        {
            attributes.Add(new(key, AttributeValue.Of(text)));
        }
    }

    private static int Size(IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes) =>
        attributes.Sum(static each => 20 + (each.Key.Length * 2) + ((each.Value.Text?.Length ?? 0) * 2));
}
