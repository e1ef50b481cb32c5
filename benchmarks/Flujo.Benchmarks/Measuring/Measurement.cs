using System.Diagnostics;

namespace Flujo.Benchmarks.Measuring;

/// <summary>Measures contenders in turn, so that a busy second on the machine meets all of them alike.</summary>
internal static class Measurement
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <param name="contenders">Each is measured once per round.</param>
    /// <param name="effort">How often, and how many calls each time.</param>
    /// <param name="settle">Called before and after each measurement, outside of what is timed: empties queues.</param>
    public static async Task<IReadOnlyDictionary<Contender, Cost>> RunAsync(IReadOnlyList<Contender> contenders, Effort effort, Action settle)
    {
        await WarmUpAsync(contenders, effort.Calls, settle);
        var costs = contenders.ToDictionary(contender => contender, _ => new List<Cost>());
        for (int round = 0; round < effort.Rounds; round++)
        {
            foreach (Contender contender in contenders)
            {
                settle();
                costs[contender].Add(await MeasureAsync(contender, effort.Calls));
                settle();
            }
        }

        return costs.ToDictionary(
            entry => entry.Key,
            entry => new Cost(Median(entry.Value.Select(cost => cost.Nanoseconds)), Median(entry.Value.Select(cost => cost.Bytes))));
    }

    /// <summary>Until everything has reached the compiler's highest tier: it takes many calls, and pauses in which the
    /// background compiler gets its turn.</summary>
    private static async Task WarmUpAsync(IReadOnlyList<Contender> contenders, int calls, Action settle)
    {
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < WarmUp)
        {
            foreach (Contender contender in contenders)
            {
                await contender.Run(calls);
                settle();
            }

            await Task.Delay(150);
        }
    }

    private static async Task<Cost> MeasureAsync(Contender contender, int calls)
    {
        long bytes = Allocated(contender.Shape);
        long begin = Stopwatch.GetTimestamp();
        await contender.Run(calls);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        bytes = Allocated(contender.Shape) - bytes;
        return new Cost(time.TotalNanoseconds / calls, (double)bytes / calls);
    }

    // A suspending method allocates on several threads. The total has other threads' allocations in it as well, a few
    // bytes per call at most; the thread's own count is exact.
    private static long Allocated(Shape shape) =>
        shape == Shape.Suspending ? GC.GetTotalAllocatedBytes(precise: true) : GC.GetAllocatedBytesForCurrentThread();

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
