using System.Diagnostics;

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

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _returned = new(false);
    private readonly IJournalMemory _memory;
    private readonly Action _wakeDrainer;
    private readonly int _maxChunks;
    private readonly TimeSpan _maxBlock;
    private readonly List<Chunk> _all = [];
    private readonly Stack<Chunk> _free = new();
    private long _lastProgress = Stopwatch.GetTimestamp();
    private bool _diskFull;
    private volatile bool _isEnded;

    public ChunkPool(IJournalMemory memory, long maxBytes, TimeSpan maxBlock, Action wakeDrainer)
    {
        _memory = memory;
        _wakeDrainer = wakeDrainer;
        _maxBlock = maxBlock;
        _maxChunks = (int)Math.Clamp(maxBytes / JournalFormat.ChunkSize, ReservedChunks * 2, 1 << 20);
    }

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
    /// <param name="beforeWait">Gives its own chunk back before this waits: all threads might be waiting for chunks that they hold.</param>
    public Chunk? Take(bool urgent, bool constants = false, ThreadWriter? beforeWait = null)
    {
        long deadline = 0;
        bool inTime = true;
        while (true)
        {
            lock (_gate)
            {
                if (TryTake(urgent || constants, constants) is { } chunk)
                {
                    return chunk;
                }

                _returned.Reset();
            }

            _wakeDrainer();
            long now = Stopwatch.GetTimestamp();
            deadline = deadline == 0 ? now + TicksOf(_maxBlock) : deadline;
            bool stalled = IsEnded || now - Volatile.Read(ref _lastProgress) > TicksOf(_maxBlock);
            if (stalled || !inTime || now >= deadline)
            {
                return null;
            }

            beforeWait?.Release();
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
    public void NoteProgress() => Volatile.Write(ref _lastProgress, Stopwatch.GetTimestamp());

    /// <summary>Called by the drainer, so that a writing thread rarely has to add memory itself.</summary>
    public void KeepSpare()
    {
        lock (_gate)
        {
            if (_all.Count > 0 && _free.Count < ReservedChunks + 4)
            {
                Grow();
            }
        }
    }

    private Chunk? TryTake(bool urgent, bool constants)
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
        chunk.Open(constants);
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
