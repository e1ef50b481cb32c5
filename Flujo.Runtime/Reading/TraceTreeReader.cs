using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>
/// Builds the trace tree of one run. Works without recursion: a chain of 100,000 spans is as good as a flat run.
/// </summary>
internal static class TraceTreeReader
{
    /// <summary>The root span with all that is beneath it, or null when the run or its root is not in the store.</summary>
    public static TraceSpan? Read(SqliteDatabase database, string runId)
    {
        long? runNo = database.Statement("SELECT run_no FROM run_rows WHERE run_id = ?1").Bind(1, runId).NumberOrNull();
        return runNo is { } known ? Read(database, known) : null;
    }

    /// <inheritdoc cref="Read(SqliteDatabase, string)"/>
    public static TraceSpan? Read(SqliteDatabase database, long runNo)
    {
        RunSpans rows = RunSpans.Read(database, runNo);
        if (!rows.HasRoot)
        {
            return null;
        }

        Dictionary<long, string> feedback = PayloadReader.FeedbackOfRun(database, runNo);
        Dictionary<long, IReadOnlyDictionary<string, object?>> attributes = SpanDataReader.Attributes(database, runNo);
        Dictionary<long, List<TraceEvent>> events = SpanDataReader.Events(database, runNo);
        Dictionary<long, List<TraceUsage>> usage = UsageReader.OfSpans(database, runNo);
        TraceSpan[][] children = AllocateChildren(rows);
        var spans = new TraceSpan[rows.All.Count];
        for (int i = 0; i < spans.Length; i++)
        {
            SpanRow row = rows.All[i];
            spans[i] = Create(
                row,
                rows.ParentSpanId(row),
                feedback.GetValueOrDefault(row.SpanNo),
                attributes.GetValueOrDefault(row.SpanNo) ?? AttributeJson.Empty,
                (IReadOnlyList<TraceEvent>?)events.GetValueOrDefault(row.SpanNo) ?? [],
                (IReadOnlyList<TraceUsage>?)usage.GetValueOrDefault(row.SpanNo) ?? [],
                children[i]);
        }

        FillChildren(rows, spans, children);
        return spans[0];
    }

    /// <summary>One array per span, as long as the span has children: the spans hold them before they are filled.</summary>
    private static TraceSpan[][] AllocateChildren(RunSpans rows)
    {
        var counts = new int[rows.All.Count];
        foreach (SpanRow row in rows.All)
        {
            if (rows.ParentPosition(row) is var parent and >= 0)
            {
                counts[parent]++;
            }
        }

        return Array.ConvertAll(counts, count => count == 0 ? [] : new TraceSpan[count]);
    }

    private static void FillChildren(RunSpans rows, TraceSpan[] spans, TraceSpan[][] children)
    {
        var filled = new int[spans.Length];
        foreach (int position in rows.PositionsByStart())
        {
            if (rows.ParentPosition(rows.All[position]) is var parent and >= 0)
            {
                children[parent][filled[parent]++] = spans[position];
            }
        }
    }

    private static TraceSpan Create(
        SpanRow row,
        string? parentSpanId,
        string? feedback,
        IReadOnlyDictionary<string, object?> attributes,
        IReadOnlyList<TraceEvent> events,
        IReadOnlyList<TraceUsage> usage,
        IReadOnlyList<TraceSpan> children) => new()
        {
            SpanId = StoredValue.ToSpanId(row.SpanId),
            ParentSpanId = parentSpanId,
            Name = row.Name,
            Kind = row.Kind.Word(),
            Status = row.Status,
            StartTime = StoredValue.ToTime(row.StartedAt),
            EndTime = row.EndedAt is { } end ? StoredValue.ToTime(end) : null,
            Duration = row.Duration,
            Attempts = row.Attempts,
            CostUsd = StoredValue.ToUsd(row.Cost),
            InputTokens = row.InputTokens,
            OutputTokens = row.OutputTokens,
            Usage = usage,
            Feedback = feedback,
            Attributes = attributes,
            Events = events,
            Children = children,
        };
}
