using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>What one batch knows of one span: its start, its end, both, or only usage. Times in UTC nanoseconds.</summary>
internal struct SpanDelta
{
    public uint RunIndex;
    public uint SpanNo;
    public uint ParentNo;
    public uint NameId;
    public string? Name;
    public uint CallSite;

    /// <summary>The id of the span's Activity; 0 when it has none.</summary>
    public ulong SpanId;

    public SpanKind Kind;
    public FlujoStatus Status;
    public bool HasStart;
    public bool HasEnd;
    public bool HasCost;
    public int Attempts;
    public long StartedAt;
    public long EndedAt;
    public long InputTokens;
    public long OutputTokens;
    public long Cost;

    /// <summary>The start of a run's root span, which is number 1.</summary>
    public static SpanDelta RootOf(KnownRun run) => new()
    {
        RunIndex = run.RunIndex,
        SpanNo = 1,
        SpanId = run.RootSpanId,
        HasStart = true,
        StartedAt = run.StartedAt,
        Name = run.Pipeline,
        Kind = SpanKind.Run,
        Attempts = 1,
    };

    /// <summary>Orders spans as the store has them.</summary>
    public readonly ulong Key => ((ulong)RunIndex << 32) | SpanNo;
}
