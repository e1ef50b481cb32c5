using System.Numerics;
using System.Runtime.CompilerServices;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// One thread's pen: appends records to that thread's chunk. Not thread-safe, by design, but for the two methods that are the drainer's. The chunk of a thread that dies is
/// taken back by the drainer, see <see cref="Chunk.Retired"/>; so is that of one that records no more. Reserve, write the body, publish.
/// </summary>
internal sealed unsafe class ThreadWriter(ChunkPool pool, bool constants = false)
{
    // All owned by the thread that writes.
    private byte* _next;
    private uint _seed;
    private uint _generation;

    // Race: the thread that writes against the drainer, which takes the chunk of an idle thread back. The thread says that it writes before it looks at its limit; the drainer takes the limit
    // away before it looks whether the thread writes, with a barrier in all threads between the two (the way of a span has none). So either the drainer sees that the thread writes and leaves
    // the chunk to it, or the thread sees that it has no limit any more and asks for another chunk. Whoever gets _chunk out of its field retires it. A limit that is taken away too late is
    // that of the thread's next chunk, and costs it the rest of that chunk, no more.
    private bool _isWriting;
    private nuint _limit;
    private nuint _reserveLimit;
    private Chunk? _chunk;

    /// <summary>The pool that the chunk is from: tells this writer from another journal's.</summary>
    public ChunkPool Pool => pool;

    /// <summary>Why the last record that found no room found none. Owned by the thread that writes.</summary>
    public DropCause Refusal { get; private set; }

    /// <summary>Called by the pool, on the thread that asked it.</summary>
    public void Refused(DropCause cause) => Refusal = cause;

    /// <summary>Room for a body, or null when the record has to be dropped. What has room must be published, by the same thread, before the next is reserved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Reserve(int bodyLength, bool urgent)
    {
        Volatile.Write(ref _isWriting, true);
        byte* body = _next + JournalFormat.RecordHeaderSize;
        return (nuint)(body + JournalFormat.Padded(bodyLength)) <= Volatile.Read(ref _limit) ? body : ReserveInNextChunk(bodyLength, urgent);
    }

    /// <summary>Makes the record visible to readers. The padding must be zero; the chunk's memory was.</summary>
    public void Publish(byte* body, int bodyLength, RecordKind kind)
    {
        uint crc = BitOperations.Crc32C(_seed, JournalFormat.Mix(bodyLength, kind));
        byte* end = body + JournalFormat.Padded(bodyLength);
        for (byte* p = body + 8; p < end; p += 8)
        {
            crc = BitOperations.Crc32C(crc, *(ulong*)p);
        }

        Publish(body, end, JournalFormat.RecordHeader(bodyLength, kind, _generation, BitOperations.Crc32C(crc, *(ulong*)body)));
    }

    /// <summary>Writes and publishes a body of four words, the first of which is the ticks: the way of every span.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(byte* body, long ticks, ulong second, ulong third, ulong fourth, RecordKind kind)
    {
        const int Length = 32;
        uint crc = BitOperations.Crc32C(_seed, JournalFormat.Mix(Length, kind));
        crc = BitOperations.Crc32C(crc, second);
        crc = BitOperations.Crc32C(crc, third);
        crc = BitOperations.Crc32C(crc, fourth);
        crc = BitOperations.Crc32C(crc, (ulong)ticks);
        var words = (ulong*)body;
        words[0] = (ulong)ticks;
        words[1] = second;
        words[2] = third;
        words[3] = fourth;
        Publish(body, body + Length, JournalFormat.RecordHeader(Length, kind, _generation, crc));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Publish(byte* body, byte* end, ulong header)
    {
        Volatile.Write(ref *(ulong*)(body - JournalFormat.RecordHeaderSize), header);
        _next = end;
        Volatile.Write(ref _isWriting, false);
    }

    /// <summary>Hands the chunk to the drainer.</summary>
    public void Release()
    {
        Interlocked.Exchange(ref _chunk, null)?.Retire();
        _next = null;
        TakeLimit();
    }

    /// <summary>Called by the drainer, and followed by a barrier in all threads and by <see cref="RetireIfIdle"/>: the thread has to ask before it writes again.</summary>
    public void TakeLimit()
    {
        Volatile.Write(ref _limit, 0);
        Volatile.Write(ref _reserveLimit, 0);
    }

    /// <summary>Called by the drainer: retires a chunk in the thread's place, unless the thread is writing, or has done that itself.</summary>
    public void RetireIfIdle(Chunk chunk)
    {
        if (!Volatile.Read(ref _isWriting) && ReferenceEquals(Interlocked.CompareExchange(ref _chunk, null, chunk), chunk))
        {
            chunk.Retire();
        }
    }

    /// <summary>The slow way: a new chunk, or the rest of one from the reserve, which is for urgent records alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* ReserveInNextChunk(int bodyLength, bool urgent)
    {
        if (bodyLength > JournalFormat.MaxBody)
        {
            return Refuse(DropCause.TooLarge);
        }

        byte* body = _next + JournalFormat.RecordHeaderSize;
        if (urgent && (nuint)(body + JournalFormat.Padded(bodyLength)) <= Volatile.Read(ref _reserveLimit))
        {
            return body;
        }

        Chunk? chunk = pool.Take(urgent, constants, pen: this);
        if (chunk is null)
        {
            return Refuse(Refusal);
        }

        Open(chunk);
        return _next + JournalFormat.RecordHeaderSize;
    }

    private byte* Refuse(DropCause cause)
    {
        Refusal = cause;
        Volatile.Write(ref _isWriting, false);
        return null;
    }

    private void Open(Chunk chunk)
    {
        _seed = JournalFormat.Seed(chunk.Index, chunk.Generation);
        _generation = chunk.Generation;
        _next = chunk.Address + JournalFormat.ChunkHeaderSize;
        var end = (nuint)(chunk.Address + JournalFormat.ChunkSize);
        Volatile.Write(ref _limit, chunk.IsReserve ? 0 : end);
        Volatile.Write(ref _reserveLimit, chunk.IsReserve ? end : 0);
        Interlocked.Exchange(ref _chunk, chunk)?.Retire();
    }
}
