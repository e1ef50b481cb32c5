namespace Flujo.Storage;

/// <summary>A span as its row says it.</summary>
internal struct SpanState
{
    public long NameNo;
    public SpanKind Kind;
    public FlujoStatus Status;
    public long StartedAt;
    public long? EndedAt;
    public int Attempts;
    public long? Cost;
    public long InputTokens;
    public long OutputTokens;

    /// <summary>Adds what a batch knows. A span that was thought to be interrupted and ends after all has ended.</summary>
    public void Add(in SpanDelta delta)
    {
        InputTokens += delta.InputTokens;
        OutputTokens += delta.OutputTokens;
        Cost = delta.HasCost ? (Cost ?? 0) + delta.Cost : Cost;
        if (delta.HasEnd && (EndedAt is null || Status == FlujoStatus.Interrupted))
        {
            Status = delta.Status;
            Attempts = delta.Attempts;
            EndedAt = delta.Status == FlujoStatus.Paused ? null : Math.Max(delta.EndedAt, StartedAt);
        }
    }
}
