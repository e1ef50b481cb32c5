using Flujo.Journal;

namespace Flujo.Recording;

/// <summary>The event that says: an attempt failed, and another one follows.</summary>
internal static class RetryEvent
{
    public static void Record(RunState run, uint spanNo, int failedAttempt, string? reason, TimeSpan delay) => Recorder.Event(
        run,
        spanNo,
        "retry",
        new("attempt", AttributeValue.Of(failedAttempt)),
        new("reason", AttributeValue.Of(reason)),
        new("delay_ms", AttributeValue.Of(delay.TotalMilliseconds)));
}
