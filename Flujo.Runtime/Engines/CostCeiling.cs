using Flujo.Diagnostics;

namespace Flujo.Engines;

/// <summary>
/// The most money that one engine records. The store adds costs up as integers of 1e-12 dollars, of which nine million dollars are the most; sums that overflow would
/// stop the writer, and the statistics of the whole file. Thread-safe.
/// </summary>
internal sealed class CostCeiling
{
    /// <summary>Four million dollars: two programs that go wrong may write to one store.</summary>
    private const long Most = 4_000_000_000_000_000_000;

    private long _spent;

    /// <summary>Whether a cost in the store's unit may be recorded; otherwise there is a note.</summary>
    public bool TryTake(long cost)
    {
        long size = Math.Abs(cost);
        if (Volatile.Read(ref _spent) + size <= Most)
        {
            Interlocked.Add(ref _spent, size);
            return true;
        }

        Notes.Write("cost_out_of_range", "this program has recorded costs of four million US dollars; further ones are recorded as unknown");
        return false;
    }
}
