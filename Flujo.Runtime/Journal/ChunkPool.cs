using System.Diagnostics;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// Hands out chunks, last returned first, and takes back what has been drained. Thread-safe. When all chunks are in use, it makes the writing thread wait
/// while the drainer moves, at most <see cref="_maxBlock"/> per record, and refuses at once while it does not. The last few chunks are for records
/// that matter more than others: ends of runs and of spans whose start was kept.
/// </summary>
internal sealed unsafe class ChunkPool
{
    private const int ChunksPerExtent = 16;
    private const int ReservedChunks = 4;
    private const int SpareChunks = ReservedChunks + 4;

    // Fixed.
    private readonly IJournalMemory _memory;
    private readonly Action _wakeDrainer;
    private readonly int _maxChunks;
    private readonly TimeSpan _maxBlock;

    // Under the gate, any thread.
    private readonly Lock _gate = new();
    private readonly List<Chunk> _all = [];
    private readonly Stack<Chunk> _free = new();
    private bool _diskFull;

    // Written by the drainer, read by writing threads. Race: a writing thread that runs out of chunks against the drainer that gives one back. It resets the event under
    // the gate, after it has seen no free chunk; the drainer sets it after it has pushed one under the gate. So no chunk comes back unnoticed; and because several
    // wait and one may take it all, whoever wakes looks again, within the time that is left.
    private readonly ManualResetEventSlim _returned = new(false);
    private long _lastProgress = Stopwatch.GetTimestamp();

    // Written once, by whoever stops the engine. A thread that reads it too late fills its chunk, which nobody reads.
    private volatile bool _isEnded;

    public ChunkPool(IJournalMemory memory, long maxBytes, TimeSpan maxBlock, Action wakeDrainer)
    {
        _memory = memory;
        _wakeDrainer = wakeDrainer;
        _maxBlock = maxBlock;
        _maxChunks = (int)Math.Clamp(maxBytes / JournalFormat.ChunkSize, ReservedChunks * 2, 1 << 20);
        Drops = new DropTable(memory.Header + JournalFormat.HeaderPageSize);
    }

    /// <summary>What found no room.</summary>
    public DropTable Drops { get; }

    /// <summary>Whether nobody reads the chunks any more.</summary>
    public bool IsEnded
    {
        get => _isEnded;
        set => _isEnded = value;
    }

    /// <summary>All chunks that were ever made. For the drainer; a snapshot.</summary>
    public Chunk[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _all];
        }
    }

    /// <summary>A fresh chunk, or null when the record has to be dropped.</summary>
    /// <param name="urgent">Whether the record may use what is kept in reserve.</param>
    /// <param name="constants">Whether the chunk is for constants and never comes back.</param>
    /// <param name="pen">Who asks. Gives its own chunk back before this waits, since all threads might be waiting for chunks that they hold; and is told why it gets none.</param>
    public Chunk? Take(bool urgent, bool constants = false, ThreadWriter? pen = null)
    {
        long deadline = 0;
        bool inTime = true;
        while (true)
        {
            lock (_gate)
            {
                if (TryTake(urgent || constants, constants, pen) is { } chunk)
                {
                    return chunk;
                }

                _returned.Reset();
            }

            _wakeDrainer();
            long now = Stopwatch.GetTimestamp();
            deadline = deadline == 0 ? now + TicksOf(_maxBlock) : deadline;
            bool stalled = now - Volatile.Read(ref _lastProgress) > TicksOf(_maxBlock);
            if (IsEnded || stalled || !inTime || now >= deadline)
            {
                pen?.Refused(IsEnded ? DropCause.Ended : stalled ? DropCause.Stalled : DropCause.Slow);
                return null;
            }

            pen?.Release();
            inTime = _returned.Wait(Stopwatch.GetElapsedTime(now, deadline)); // another thread may have reset it: look once more in any case
        }
    }

    /// <summary>Called by the drainer: the chunk's records are in the store.</summary>
    public void Return(Chunk chunk)
    {
        chunk.Clear();
        lock (_gate)
        {
            _free.Push(chunk);
        }

        _returned.Set();
    }

    /// <summary>Called by the drainer when it has stored something, or found nothing to store.</summary>
    /// <param name="at">When that was, in ticks: of what it found, when it looked. Records may have come since.</param>
    public void NoteProgress(long at) => Volatile.Write(ref _lastProgress, Math.Max(at, _lastProgress));

    /// <summary>Whether hardly any chunk is free, and there cannot be more.</summary>
    public bool IsScarce
    {
        get
        {
            lock (_gate)
            {
                return _free.Count <= SpareChunks && (_diskFull || _all.Count >= _maxChunks);
            }
        }
    }

    /// <summary>Called by the drainer, so that a writing thread rarely has to add memory itself.</summary>
    public void KeepSpare()
    {
        lock (_gate)
        {
            if (_all.Count > 0 && _free.Count < SpareChunks)
            {
                Grow();
            }
        }
    }

    private Chunk? TryTake(bool urgent, bool constants, ThreadWriter? pen)
    {
        if (_free.Count <= ReservedChunks)
        {
            Grow(); // before the reserve is touched: a full disk shows only now
        }

        bool isReserve = _free.Count <= ReservedChunks;
        if (_free.Count == 0 || (isReserve && !urgent))
        {
            return null;
        }

        Chunk chunk = _free.Pop();
        chunk.IsReserve = isReserve;
        chunk.Open(constants, pen);
        return chunk;
    }

    private bool Grow()
    {
        int count = Math.Min(ChunksPerExtent, _maxChunks - _all.Count);
        if (count <= 0 || (_diskFull && _all.Count > 0 && Stopwatch.GetTimestamp() - Volatile.Read(ref _lastProgress) > TicksOf(_maxBlock)))
        {
            return false;
        }

        byte* address = _memory.Grow(count);
        _diskFull = address == null;
        if (_diskFull)
        {
            return false;
        }

        // Pushed in reverse, so that the lowest index is taken first and the file is used from its front.
        int first = _all.Count;
        for (int i = 0; i < count; i++)
        {
            _all.Add(new Chunk(address + ((long)i * JournalFormat.ChunkSize), first + i));
        }

        for (int i = count - 1; i >= 0; i--)
        {
            _free.Push(_all[first + i]);
        }

        return true;
    }

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
