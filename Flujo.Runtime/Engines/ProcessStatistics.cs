using Flujo.Diagnostics;

namespace Flujo.Engines;

/// <summary>Adds up what all engines of the process have done, those included that have ended. Thread-safe.</summary>
internal static class ProcessStatistics
{
    private static readonly Lock Gate = new();

    // Both under the gate. Race: an engine that ends against somebody who reads; it is counted in one of the two, never in both.
    private static readonly List<Engine> Live = [];
    private static FlujoStatistics s_ended = new();

    public static FlujoStatistics Read()
    {
        lock (Gate)
        {
            return Live.Aggregate(s_ended, static (sum, engine) => Add(sum, engine.Statistics()));
        }
    }

    /// <summary>Counts an engine from now on.</summary>
    public static void Begin(Engine engine)
    {
        lock (Gate)
        {
            Live.Add(engine);
        }

        FlujoEventSource.ReadFrom(Read);
    }

    /// <summary>Keeps what an engine has done, whose journal is gone. To end it once more changes nothing.</summary>
    public static void End(Engine engine)
    {
        lock (Gate)
        {
            if (Live.Remove(engine))
            {
                FlujoStatistics last = engine.Statistics();
                s_ended = Add(s_ended, new FlujoStatistics
                {
                    StoredRecords = last.StoredRecords,
                    DroppedRecords = last.DroppedRecords,
                    DrainTime = last.DrainTime,
                });
            }
        }
    }

    private static FlujoStatistics Add(FlujoStatistics one, FlujoStatistics other) => new()
    {
        StoredRecords = one.StoredRecords + other.StoredRecords,
        DroppedRecords = one.DroppedRecords + other.DroppedRecords,
        PendingRecords = one.PendingRecords + other.PendingRecords,
        JournalBytes = one.JournalBytes + other.JournalBytes,
        DrainTime = one.DrainTime + other.DrainTime,
    };
}
