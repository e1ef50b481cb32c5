using System.Runtime.InteropServices;
using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>What one transaction stores: the records of a journal, put together per span. Reused from batch to batch by one thread.</summary>
internal sealed class Batch
{
    private readonly Dictionary<ulong, int> _index = [];
    private readonly List<SpanDelta> _spans = [];

    public List<KnownRun> StartedRuns { get; } = [];

    public List<RunEnd> EndedRuns { get; } = [];

    public List<AttributeDelta> Attributes { get; } = [];

    public List<EventDelta> Events { get; } = [];

    public List<PayloadDelta> Payloads { get; } = [];

    /// <summary>Usage that counts for its run; attempts' does not, their step has it too.</summary>
    public Dictionary<uint, RunUsage> Usage { get; } = [];

    /// <summary>The usage of spans by model and source of the cost.</summary>
    public Dictionary<UsageKey, UsageSums> SpanUsage { get; } = [];

    /// <summary>How many records went in.</summary>
    public int Records { get; set; }

    public bool IsEmpty => Records == 0;

    /// <summary>The entry of a span, made when it is new. The reference is good until the next call.</summary>
    public ref SpanDelta Span(uint runIndex, uint spanNo)
    {
        ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, ((ulong)runIndex << 32) | spanNo, out bool known);
        if (!known)
        {
            slot = _spans.Count;
            _spans.Add(new SpanDelta { RunIndex = runIndex, SpanNo = spanNo, Attempts = 1 });
        }

        return ref CollectionsMarshal.AsSpan(_spans)[slot];
    }

    /// <summary>All spans, in the order of the store. Ends the use of <see cref="Span"/>.</summary>
    public Span<SpanDelta> SortedSpans()
    {
        Span<SpanDelta> spans = CollectionsMarshal.AsSpan(_spans);
        for (int i = 1; i < spans.Length; i++)
        {
            if (spans[i - 1].Key > spans[i].Key)
            {
                spans.Sort(static (a, b) => a.Key.CompareTo(b.Key));
                break;
            }
        }

        return spans;
    }

    /// <summary>Adds to what a span used.</summary>
    public void Use(in UsageKey key, in UsageSums amount)
    {
        ref UsageSums sums = ref CollectionsMarshal.GetValueRefOrAddDefault(SpanUsage, key, out _);
        sums.Add(amount);
    }

    public void Clear()
    {
        _index.Clear();
        _spans.Clear();
        StartedRuns.Clear();
        EndedRuns.Clear();
        Attributes.Clear();
        Events.Clear();
        Payloads.Clear();
        Usage.Clear();
        SpanUsage.Clear();
        Records = 0;
    }
}

/// <summary>The end of a run, or its pause.</summary>
internal readonly record struct RunEnd(uint RunIndex, FlujoStatus Status, long EndedAt, uint ExpectedSpans, DropCounts Dropped);

/// <summary>A key and a value on a span.</summary>
internal readonly record struct AttributeDelta(uint RunIndex, uint SpanNo, string Key, AttributeValue Value, long SetAt);

/// <summary>An event; attributes are JSON or null.</summary>
internal readonly record struct EventDelta(uint RunIndex, uint SpanNo, long At, uint EventNo, string Name, string? Attributes);

/// <summary>A large text.</summary>
internal readonly record struct PayloadDelta(uint RunIndex, uint SpanNo, PayloadKind Kind, string Text);

/// <summary>What usage is kept apart by: a null model is unknown, and so is a cost without a source.</summary>
internal readonly record struct UsageKey(uint RunIndex, uint SpanNo, string? Model, string? CostSource);

/// <summary>Tokens and cost that a run gained.</summary>
internal struct RunUsage
{
    public long InputTokens;
    public long OutputTokens;
    public long Cost;
    public bool HasCost;
}
