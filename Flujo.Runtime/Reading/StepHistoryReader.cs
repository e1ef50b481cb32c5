using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Reading;

/// <summary>Reads a run's history: the root's direct children in order, each with the usage of its subtree.</summary>
internal static class StepHistoryReader
{
    /// <summary>The history for programs; empty when the run is not in the store.</summary>
    public static IReadOnlyList<StepResult> Read(SqliteDatabase database, string runId)
    {
        long? runNo = database.Statement("SELECT run_no FROM run_rows WHERE run_id = ?1").Bind(1, runId).NumberOrNull();
        return runNo is { } known ? [.. ReadRows(database, known).Select(ToResult)] : [];
    }

    /// <summary>The history with all that lens shows of it.</summary>
    public static List<StepRow> ReadRows(SqliteDatabase database, long runNo)
    {
        List<Usage> steps = SumUp(database, runNo);
        steps.Sort((left, right) =>
        {
            int order = left.Span.StartedAt.CompareTo(right.Span.StartedAt);
            return order != 0 ? order : left.Span.SpanNo.CompareTo(right.Span.SpanNo);
        });
        return steps.ConvertAll(step => new StepRow
        {
            Span = step.Span,
            Cost = step.Cost,
            InputTokens = step.InputTokens,
            OutputTokens = step.OutputTokens,
            Payloads = PayloadReader.OfSpan(database, runNo, step.Span.SpanNo),
            CallSite = step.Span.CallSiteNo is { } number ? CallSiteOf(database, number) : null,
        });
    }

    /// <summary>
    /// One pass in the order of span numbers, in which a parent comes before its children, so that each span knows its
    /// step as soon as it is read.
    /// </summary>
    private static List<Usage> SumUp(SqliteDatabase database, long runNo)
    {
        var steps = new List<Usage>();
        var stepOf = new Dictionary<long, Usage>();
        foreach (SpanRow span in SpanRowReader.Read(database, runNo))
        {
            if (span.IsRoot)
            {
                continue;
            }

            if (span.ParentNo is not { } parent || !stepOf.TryGetValue(parent, out Usage? step))
            {
                steps.Add(step = new Usage(span));
            }

            stepOf.Add(span.SpanNo, step);
            if (span.Kind != SpanKind.Attempt)
            {
                step.Add(span);
            }
        }

        return steps;
    }

    private static string? CallSiteOf(SqliteDatabase database, long number) => database.Statement(
        "SELECT file || ':' || line FROM call_sites WHERE call_site_no = ?1").Bind(1, number).TextOrNull();

    private static StepResult ToResult(StepRow step) => new()
    {
        Name = step.Span.Name,
        Success = step.Span.Status == FlujoStatus.Completed,
        Attempts = step.Span.Attempts,
        Latency = step.Span.Duration ?? TimeSpan.Zero,
        CostUsd = step.CostUsd,
        TokenCounts = step.InputTokens + step.OutputTokens,
        Feedback = step.Feedback,
        Input = step.Input,
        Output = step.Output,
    };

    private sealed class Usage(SpanRow span)
    {
        public SpanRow Span { get; } = span;

        public long? Cost { get; private set; }

        public long InputTokens { get; private set; }

        public long OutputTokens { get; private set; }

        public void Add(SpanRow part)
        {
            Cost = part.Cost is { } cost ? (Cost ?? 0) + cost : Cost;
            InputTokens += part.InputTokens;
            OutputTokens += part.OutputTokens;
        }
    }
}
