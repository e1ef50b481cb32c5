using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flujo.Journal;

/// <summary>
/// One thread's pen: appends records to that thread's chunk. Not thread-safe, by design; the thread that dies hands its chunk back through the
/// finalizer. <see cref="Reserve"/>, write the body, <see cref="Publish"/>.
/// </summary>
internal sealed unsafe class ThreadWriter(ChunkPool pool, bool constants = false)
{
    private byte* _next;
    private byte* _limit;
    private uint _seed;
    private uint _generation;
    private Chunk? _chunk;

    ~ThreadWriter() => _chunk?.Retire();

    /// <summary>The pool that the chunk is from: tells this writer from another journal's.</summary>
    public ChunkPool Pool => pool;

    /// <summary>Room for a body, or null when the record has to be dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Reserve(int bodyLength, bool urgent)
    {
        byte* body = _next + JournalFormat.RecordHeaderSize;
        return body + JournalFormat.Padded(bodyLength) <= _limit && _next != null ? body : ReserveInNextChunk(bodyLength, urgent);
    }

    /// <summary>Makes the record visible to readers. The padding must be zero; the chunk's memory was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Publish(byte* body, int bodyLength, RecordKind kind)
    {
        uint crc = BitOperations.Crc32C(_seed, JournalFormat.Mix(bodyLength, kind));
        byte* end = body + JournalFormat.Padded(bodyLength);
        for (byte* p = body; p < end; p += 8)
        {
            crc = BitOperations.Crc32C(crc, *(ulong*)p);
        }

        Volatile.Write(ref *(ulong*)(body - JournalFormat.RecordHeaderSize), JournalFormat.RecordHeader(bodyLength, kind, _generation, crc));
        _next = end;
    }

    /// <summary>Hands the chunk to the drainer.</summary>
    public void Release()
    {
        _chunk?.Retire();
        _chunk = null;
        _next = null;
        _limit = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* ReserveInNextChunk(int bodyLength, bool urgent)
    {
        if (bodyLength > JournalFormat.MaxBody)
        {
            return null;
        }

        Chunk? chunk = pool.Take(urgent, constants);
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
        _limit = chunk.Address + JournalFormat.ChunkSize;
    }
}
