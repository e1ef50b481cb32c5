using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>The event that says: an attempt failed, and another one follows.</summary>
internal static class RetryEvent
{
    /// <summary>Of an attempt that has a span of its own, which knows the rest.</summary>
    public static void Record(RunState run, uint spanNo, int failedAttempt, string? reason, TimeSpan delay) => Recorder.Event(
        run,
        spanNo,
        "retry",
        new("attempt", AttributeValue.Of(failedAttempt)),
        new("reason", AttributeValue.Of(reason)),
        new("delay_ms", AttributeValue.Of(delay.TotalMilliseconds)));

    /// <summary>Of an attempt that another library made: what would be in its span is in the event.</summary>
    public static void Record(SpanScope scope, int failedAttempt, string? reason, TimeSpan delay, TimeSpan took, in UsageAmount usage) => Recorder.Event(
        scope.Run,
        scope.SpanNo,
        "retry",
        new("attempt", AttributeValue.Of(failedAttempt)),
        new("reason", AttributeValue.Of(reason)),
        new("delay_ms", AttributeValue.Of(delay.TotalMilliseconds)),
        new("duration_ms", AttributeValue.Of(took.TotalMilliseconds)),
        new("input_tokens", AttributeValue.Of(usage.InputTokens)),
        new("output_tokens", AttributeValue.Of(usage.OutputTokens)),
        new("cost_usd", usage.CostUsd is { } cost ? AttributeValue.Of((double)cost) : AttributeValue.Of(null)));
}
