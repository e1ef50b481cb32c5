using System.Text;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Support;

/// <summary>One run of a <see cref="TestStore"/>, to which spans can be added.</summary>
internal sealed class TestRun(TestStore store, long runNo, string pipeline, long startedAt)
{
    private const long MinuteNanoseconds = 60_000_000_000;

    private long _events;

    public long RunNo { get; } = runNo;

    /// <summary>A span that begins <paramref name="at"/> seconds after the run. Returns its number.</summary>
    public long AddSpan(
        long number,
        long? parent,
        string name,
        SpanKind kind = SpanKind.Step,
        FlujoStatus status = FlujoStatus.Completed,
        double at = 0,
        double? seconds = 0.1,
        int attempts = 1,
        long? cost = null,
        long input = 0,
        long output = 0,
        string? feedback = null,
        long? callSite = null)
    {
        long start = startedAt + (long)Math.Round(at * 1e9);
        long? end = seconds is { } duration ? start + (long)Math.Round(duration * 1e9) : null;
        store.Execute(
            "INSERT INTO span_rows VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            RunNo, number, parent, (RunNo << 32) | number, store.Name(name), (long)kind, (long)status, start, end, attempts, cost, input, output, callSite);
        if (feedback is not null)
        {
            AddPayload(number, PayloadKind.Feedback, feedback);
        }

        AddToRollups(number, name, kind, status, start, end, attempts, cost, input, output);
        return number;
    }

    public void AddPayload(long span, PayloadKind kind, string text) =>
        store.Execute("INSERT INTO payloads VALUES($1, $2, $3, $4)", RunNo, span, (long)kind, text);

    public void AddAttribute(long span, string key, object? value, AttributeType type, long setAt = 0) =>
        store.Execute(
            "INSERT INTO span_attributes VALUES($1, $2, $3, $4, $5, $6)",
            RunNo, span, store.Name(key), (long)type, value, setAt);

    public void AddEvent(long span, string name, string? attributes = null, double at = 0) =>
        store.Execute(
            "INSERT INTO span_events VALUES($1, $2, $3, $4, $5, $6)",
            RunNo, span, startedAt + (long)(at * 1e9), _events++, store.Name(name), attributes);

    private void AddToRollups(
        long number, string name, SpanKind kind, FlujoStatus status, long start, long? end, int attempts, long? cost, long input, long output)
    {
        long minute = start / MinuteNanoseconds * 60;
        store.Execute(
            "INSERT INTO minute_runs VALUES($1, $2, $3, $3) ON CONFLICT DO UPDATE SET " +
            "first_span = min(first_span, excluded.first_span), last_span = max(last_span, excluded.last_span)",
            minute, RunNo, number);
        foreach (long grain in new[] { 60L, 3600L, 86_400L })
        {
            long bucket = minute / grain * grain;
            store.Execute(
                "INSERT INTO rollups VALUES($1, $2, $3, $4, $5, $6, 1, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO UPDATE SET " +
                "spans = spans + 1, ended = ended + excluded.ended, total_ns = total_ns + excluded.total_ns, " +
                "attempts = attempts + excluded.attempts, priced = priced + excluded.priced, cost = cost + excluded.cost, " +
                "input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens",
                grain, bucket, store.Name(pipeline), store.Name(name), (long)kind, (long)status, end is null ? 0 : 1,
                end is null ? 0 : end - start, attempts, cost is null ? 0 : 1, cost ?? 0, input, output);
            if (end is not null && kind.IsStep())
            {
                object[] key = [grain, bucket, store.Name(pipeline), store.Name(name)];
                var slots = new SlotCounts();
                slots.Add(Encoding.UTF8.GetBytes(
                    store.Scalar("SELECT slots FROM rollup_slots WHERE grain = $1 AND bucket = $2 AND pipeline_no = $3 AND name_no = $4", key) as string ?? ""));
                slots.Add(DurationSlots.SlotOf(end.Value - start), 1);
                store.Execute("REPLACE INTO rollup_slots VALUES($1, $2, $3, $4, $5)", [.. key, slots.ToString()]);
            }
        }
    }
}
