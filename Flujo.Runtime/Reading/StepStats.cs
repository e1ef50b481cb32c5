using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>The sums of all spans of one step's name. Filled by <see cref="StatsQueries"/>, then only read.</summary>
internal sealed class StepStats(string name)
{
    private readonly SlotCounts _slots = new();
    private decimal _totalNanoseconds;
    private decimal _cost;
    private long _ended;
    private long _priced;

    public string Name { get; } = name;

    public long Count { get; private set; }

    public long Failed { get; private set; }

    public long Attempts { get; private set; }

    public long TotalTokens { get; private set; }

    /// <summary>Null when no span of the step has a known price.</summary>
    public decimal? CostUsd => _priced == 0 ? null : StoredValue.ToUsd(_cost);

    /// <summary>Over the spans that have ended, exact; null when none has.</summary>
    public decimal? AverageMilliseconds => _ended == 0 ? null : decimal.Round(_totalNanoseconds / _ended / 1_000_000m, 6);

    /// <summary>The duration below which that share of the ended spans lies, at most 2 % off; null when none has ended.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    public decimal? PercentileMilliseconds(double share)
    {
        if (_slots.Total <= 0)
        {
            return null;
        }

        int slot = _slots.SlotAt(Math.Max(1, (long)Math.Ceiling(share * _slots.Total)));
        return decimal.Round((decimal)(DurationSlots.ValueOf(slot) / 1e6), 6);
    }

    public void Add(StatsGroup group)
    {
        Count += group.Spans;
        Failed += group.Status == FlujoStatus.Failed ? group.Spans : 0;
        Attempts += group.Attempts;
        TotalTokens += group.Tokens;
        _ended += group.Ended;
        _totalNanoseconds += group.TotalNanoseconds;
        _priced += group.Priced;
        _cost += group.Cost;
    }

    public void AddDurations(int slot, long spans) => _slots.Add(slot, spans);

    public void AddDurations(ReadOnlySpan<byte> slots) => _slots.Add(slots);
}
