using System.Diagnostics;

namespace Flujo.Journal;

/// <summary>64 KiB of journal memory. One thread writes into it at a time; the drainer reads it.</summary>
internal sealed unsafe class Chunk(byte* address, int index)
{
    // Written by the writer, or in its place by the drainer: Retire against the drainer's look at Retired. The drainer looks first and reads the records afterwards, so what it gives back was read to the end.
    private volatile bool _retired;

    // Written by the writer in Open and by the drainer in Clear, which never overlap: between them the chunk lies in the pool, under its gate.
    private volatile bool _inUse;
    private volatile Thread? _writer;
    private volatile ThreadWriter? _pen;

    /// <summary>Where it begins. Stays valid for the life of the process.</summary>
    public byte* Address { get; } = address;

    /// <summary>Its place in the journal, counted from 0.</summary>
    public int Index { get; } = index;

    /// <summary>How often it has been handed out. Written by the thread that takes it, under the pool's gate; the drainer reads it once it has seen <see cref="IsInUse"/>.</summary>
    public uint Generation { get; private set; }

    /// <summary>Up to where its records are in the store. Owned by the drainer.</summary>
    public int Drained { get; private set; } = JournalFormat.ChunkHeaderSize;

    /// <summary>When it was handed out, or the drainer last found something new in it; in ticks. Owned by the drainer.</summary>
    public long GrewAt { get; private set; }

    /// <summary>What writes into it, or null when nobody does who could be asked to stop. For the drainer.</summary>
    public ThreadWriter? Pen => _pen;

    /// <summary>Whether it may hold records that belong into the store: handed out, not for constants, and not given back.</summary>
    public bool IsInUse => _inUse;

    /// <summary>Whether it was handed out from what is kept for urgent records. Owned by its writer.</summary>
    public bool IsReserve { get; set; }

    /// <summary>True once its writer has left it for good, or has died. Read it before the records: then all of them are visible.</summary>
    public bool Retired => _retired || WriterIsDead();

    /// <summary>Called by the writer after its last record, or by the drainer in its place.</summary>
    public void Retire() => _retired = true;

    /// <summary>Called by the drainer: records up to there are in the store.</summary>
    public void NoteDrained(int offset, long at)
    {
        GrewAt = offset == Drained ? GrewAt : at;
        Drained = offset;
    }

    /// <summary>Begins a new generation in memory that holds zeros only. Called by the thread that will write.</summary>
    public void Open(bool constants, ThreadWriter? pen)
    {
        Generation++;
        Drained = JournalFormat.ChunkHeaderSize;
        GrewAt = Stopwatch.GetTimestamp();
        _retired = false;
        _writer = Thread.CurrentThread;
        _pen = pen;
        var words = (uint*)Address;
        words[2] = constants ? 1u : 0u;
        words[1] = Generation;
        Volatile.Write(ref words[0], JournalFormat.ChunkMagic);
        _inUse = !constants;
    }

    /// <summary>Forgets all records, and faults every page in. The chunk's header goes last: a reader that comes in between still sees the old
    /// generation, whose progress says that nothing is left.</summary>
    public void Clear()
    {
        _inUse = false;
        _writer = null;
        _pen = null;
        new Span<byte>(Address + JournalFormat.ChunkHeaderSize, JournalFormat.ChunkSize - JournalFormat.ChunkHeaderSize).Clear();
    }

    /// <summary>
    /// How many records wait for the drainer, by their headers alone. For any thread: a count that the writer, the drainer or a new owner outruns is a little wrong, no more; the memory stays.
    /// </summary>
    public int CountPending()
    {
        int count = 0;
        byte generation = (byte)Generation;
        for (int at = Drained; IsInUse && at <= JournalFormat.ChunkSize - JournalFormat.RecordHeaderSize; count++)
        {
            ulong header = Volatile.Read(ref *(ulong*)(Address + at));
            if (header == 0 || (byte)(header >> 24) != generation)
            {
                break;
            }

            at += JournalFormat.RecordHeaderSize + JournalFormat.Padded((int)(header & 0xFFFF));
        }

        return count;
    }

    /// <summary>The memory as a reader sees it.</summary>
    public ReadOnlySpan<byte> Memory => new(Address, JournalFormat.ChunkSize);

    private bool WriterIsDead()
    {
        bool isDead = _writer is { IsAlive: false };
        Thread.MemoryBarrier();
        return isDead;
    }
}
