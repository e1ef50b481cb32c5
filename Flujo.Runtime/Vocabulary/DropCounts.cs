namespace Flujo.Vocabulary;

/// <summary>How many records were dropped, by cause. Immutable.</summary>
internal readonly record struct DropCounts(uint Stalled, uint Slow, uint TooLarge, uint Unknown = 0)
{
    public bool IsEmpty => this == default;

    /// <summary>The causes that occurred.</summary>
    public IEnumerable<(DropCause Cause, uint Records)> ByCause()
    {
        (DropCause Cause, uint Records)[] all =
            [(DropCause.Stalled, Stalled), (DropCause.Slow, Slow), (DropCause.TooLarge, TooLarge), (DropCause.Unknown, Unknown)];
        return all.Where(static one => one.Records > 0);
    }
}

/// <summary>What was dropped of one run of a journal; run index 0 is what belongs to no run, such as the start of one.</summary>
internal readonly record struct RunDrops(uint RunIndex, DropCounts Counts);
