using System.Diagnostics;
using Flujo.Journal;

namespace Flujo.Draining;

/// <summary>
/// Takes chunks back from threads that live and record no more: each of them would keep 64 KiB, and a thousand such threads the whole journal. Used by the drainer's thread.
/// </summary>
internal sealed class IdleChunks(ChunkPool pool)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleTimeWhenScarce = TimeSpan.FromMilliseconds(50);
    private readonly List<Chunk> _idle = [];

    /// <summary>Retires what was idle for some time; less time when chunks are scarce.</summary>
    /// <returns>Whether there are chunks now that the next cycle gives back.</returns>
    public bool Retire(IEnumerable<Chunk> chunks)
    {
        TimeSpan least = pool.IsScarce ? IdleTimeWhenScarce : IdleTime;
        long now = Stopwatch.GetTimestamp();
        _idle.Clear();
        foreach (Chunk chunk in chunks)
        {
            if (chunk.IsInUse && !chunk.Retired && Stopwatch.GetElapsedTime(chunk.GrewAt, now) > least)
            {
                _idle.Add(chunk);
            }
        }

        if (_idle.Count == 0)
        {
            return false;
        }

        _idle.ForEach(static chunk => chunk.Pen?.TakeLimit());
        Interlocked.MemoryBarrierProcessWide(); // see ThreadWriter for what it parts
        _idle.ForEach(static chunk => chunk.Pen?.RetireIfIdle(chunk));
        return true;
    }
}
