using Flujo.Vocabulary;

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

    /// <summary>The columns that <see cref="Read"/> takes, in this order.</summary>
    public const string Columns = "name_no, kind, status, started_at, ended_at, attempts, cost, input_tokens, output_tokens";

    /// <summary>The row on which a statement stands.</summary>
    public static SpanState Read(SqliteStatement row) => new()
    {
        NameNo = row.Long(0),
        Kind = (SpanKind)row.Long(1),
        Status = (FlujoStatus)row.Long(2),
        StartedAt = row.Long(3),
        EndedAt = row.LongOrNull(4),
        Attempts = (int)row.Long(5),
        Cost = row.LongOrNull(6),
        InputTokens = row.Long(7),
        OutputTokens = row.Long(8),
    };

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
