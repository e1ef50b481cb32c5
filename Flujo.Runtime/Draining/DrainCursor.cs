using Flujo.Journal;

namespace Flujo.Draining;

/// <summary>A place in one chunk from which the drainer reads: a chunk of the living process, or bytes from a dead one's file.</summary>
internal sealed class DrainCursor
{
    private readonly Chunk? _live;
    private readonly byte[]? _dead;

    public DrainCursor(Chunk live)
    {
        _live = live;
        WriterHasLeft = live.Retired; // before the first look at its records: then all of them are seen
        Reader = new ChunkReader(live.Index, live.Generation, live.Drained);
    }

    public DrainCursor(byte[] dead, int chunkIndex, uint generation, int offset)
    {
        _dead = dead;
        Reader = new ChunkReader(chunkIndex, generation, offset);
    }

    /// <summary>The place. A field, because it moves; only on the thread that drains.</summary>
    public ChunkReader Reader;

    /// <summary>Whether nobody writes into the chunk any more.</summary>
    public bool WriterHasLeft { get; }

    /// <summary>The living chunk, or null.</summary>
    public Chunk? Live => _live;

    public ReadOnlySpan<byte> Memory => _live is null ? _dead : _live.Memory;
}
