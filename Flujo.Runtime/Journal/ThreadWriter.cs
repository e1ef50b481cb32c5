using System.Numerics;
using System.Runtime.CompilerServices;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// One thread's pen: appends records to that thread's chunk. Not thread-safe, by design. The chunk of a thread that dies is taken back by the
/// drainer, see <see cref="Chunk.Retired"/>. Reserve, write the body, publish.
/// </summary>
internal sealed unsafe class ThreadWriter(ChunkPool pool, bool constants = false)
{
    // All owned by the thread that writes.
    private byte* _next;
    private byte* _limit;
    private byte* _reserveLimit;
    private uint _seed;
    private uint _generation;
    private Chunk? _chunk;

    /// <summary>The pool that the chunk is from: tells this writer from another journal's.</summary>
    public ChunkPool Pool => pool;

    /// <summary>Why the last record that found no room found none.</summary>
    public DropCause Refusal { get; private set; }

    /// <summary>Called by the pool, on the thread that asked it.</summary>
    public void Refused(DropCause cause) => Refusal = cause;

    /// <summary>Room for a body, or null when the record has to be dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Reserve(int bodyLength, bool urgent)
    {
        byte* body = _next + JournalFormat.RecordHeaderSize;
        return body + JournalFormat.Padded(bodyLength) <= _limit && _next != null ? body : ReserveInNextChunk(bodyLength, urgent);
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
    }

    /// <summary>Hands the chunk to the drainer.</summary>
    public void Release()
    {
        _chunk?.Retire();
        _chunk = null;
        _next = null;
        _limit = null;
        _reserveLimit = null;
    }

    /// <summary>The slow way: a new chunk, or the rest of one from the reserve, which is for urgent records alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* ReserveInNextChunk(int bodyLength, bool urgent)
    {
        if (bodyLength > JournalFormat.MaxBody)
        {
            Refusal = DropCause.TooLarge;
            return null;
        }

        byte* body = _next + JournalFormat.RecordHeaderSize;
        if (urgent && _reserveLimit != null && body + JournalFormat.Padded(bodyLength) <= _reserveLimit)
        {
            return body;
        }

        Chunk? chunk = pool.Take(urgent, constants, pen: this);
        if (chunk is null)
        {
            return null;
        }

        Open(chunk);
        return _next + JournalFormat.RecordHeaderSize;
    }

    private void Open(Chunk chunk)
    {
        _chunk?.Retire();
        _chunk = chunk;
        _seed = JournalFormat.Seed(chunk.Index, chunk.Generation);
        _generation = chunk.Generation;
        _next = chunk.Address + JournalFormat.ChunkHeaderSize;
        byte* end = chunk.Address + JournalFormat.ChunkSize;
        _limit = chunk.IsReserve ? null : end;
        _reserveLimit = chunk.IsReserve ? end : null;
    }
}
