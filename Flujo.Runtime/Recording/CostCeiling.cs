using Flujo.Diagnostics;

namespace Flujo.Recording;

/// <summary>
/// The most money that one engine records. The store adds costs up as integers of 1e-12 dollars, of which nine million dollars are the most; sums that overflow would
/// stop the writer, and the statistics of the whole file. Thread-safe.
/// </summary>
internal sealed class CostCeiling
{
    /// <summary>A million dollars: several programs may write to one store.</summary>
    private const long Most = 1_000_000_000_000_000_000;

    private long _spent;

    /// <summary>The usage as it is recorded: beyond the ceiling its cost is unknown, with a note.</summary>
    public UsageAmount Take(in UsageAmount amount)
    {
        if (amount.Cost is not { } cost)
        {
            return amount;
        }

        long size = Math.Abs(cost);
        if (Volatile.Read(ref _spent) + size <= Most)
        {
            Interlocked.Add(ref _spent, size);
            return amount;
        }

        Notes.Write("cost_out_of_range", "this program has recorded costs of a million US dollars; further ones are recorded as unknown");
        return amount with { Cost = null, CostSource = null };
    }
}
