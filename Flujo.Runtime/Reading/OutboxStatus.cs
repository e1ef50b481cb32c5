namespace Flujo.Reading;

/// <summary>What became of the store's spans that were sent over OTLP. Times are nanoseconds since 1970.</summary>
/// <param name="Delivered">Spans that arrived.</param>
/// <param name="Refused">Spans that the receiver refused for good.</param>
/// <param name="WaitingRuns">Runs of which something is still to be sent, or that nobody has looked at yet; those that go on are among them.</param>
/// <param name="LastDeliveryAt">When spans arrived last.</param>
/// <param name="LastError">The newest trouble; null when the last delivery had none.</param>
/// <param name="LastErrorAt">When that was.</param>
internal sealed record OutboxStatus(long Delivered, long Refused, long WaitingRuns, long? LastDeliveryAt, string? LastError, long? LastErrorAt);
