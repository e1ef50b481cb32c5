namespace Flujo.Runtime.Tests.Journal.Specification;

/// <summary>A run as <see cref="SpecifiedJournal"/> reads it.</summary>
internal sealed class SpecifiedRun(string id, ulong spanBase, string parentRunId)
{
    public string Id => id;

    public string ParentRunId => parentRunId;

    public string? Version { get; set; }

    public Dictionary<uint, SpecifiedSpan> Spans { get; } = [];

    /// <summary>How many spans were to end, once the run has ended.</summary>
    public uint? EndsExpected { get; set; }

    public (uint Stalled, uint Slow, uint TooLarge) Dropped { get; set; }

    public string IdOf(uint span)
    {
        ulong z = unchecked(spanBase + span);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (z ^ (z >> 31)).ToString("x16");
    }
}

/// <summary>A span as <see cref="SpecifiedJournal"/> reads it.</summary>
internal sealed class SpecifiedSpan(string id, string name, uint parent, uint kind, long startedAt)
{
    private long _inputTokens;
    private long _outputTokens;
    private long? _cost;
    private uint _status;
    private long? _endedAt;
    private uint _attempts = 1;

    public string? CallSite { get; init; }

    public Dictionary<string, object?> Attributes { get; } = [];

    public List<string> Events { get; } = [];

    public Dictionary<uint, string> Texts { get; } = [];

    public bool HasEnded => _endedAt is not null && _status != 5;

    public void End(uint status, long endedAt, uint attempts) => (_status, _endedAt, _attempts) = (status, endedAt, attempts);

    public void Interrupt(long lastSignOfLife)
    {
        if (_endedAt is null)
        {
            (_status, _endedAt) = (5, Math.Max(startedAt, lastSignOfLife));
        }
    }

    public void AddUsage(uint flags, long inputTokens, long outputTokens, long cost)
    {
        _inputTokens += inputTokens;
        _outputTokens += outputTokens;
        _cost = (flags & 1) != 0 ? (_cost ?? 0) + cost : _cost;
    }

    /// <summary>All of it in one line, to compare.</summary>
    public override string ToString() => string.Join('|',
        id, name, parent == 0 ? "null" : parent.ToString(), kind, _status, startedAt, _endedAt, _attempts, _inputTokens, _outputTokens, _cost?.ToString() ?? "null",
        CallSite ?? "null", string.Join(';', Attributes.OrderBy(static one => one.Key, StringComparer.Ordinal).Select(static one => $"{one.Key}={one.Value}")),
        Events.Count, string.Join(';', Texts.OrderBy(static one => one.Key).Select(static one => $"{one.Key}={one.Value}")));
}
