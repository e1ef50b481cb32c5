using Flujo.Journal;

namespace Flujo.Draining;

/// <summary>
/// Reads many chunks as one stream in the order of time. What a record depends on (its span's start, its run's start) was published before it and has
/// earlier ticks; so whatever prefix of this stream is stored, nothing in it lacks its start. The caller passes a time that it read before it looked at the chunks:
/// a record that was published later than that may depend on one that was not seen.
/// </summary>
internal sealed class RecordMerger
{
    private readonly PriorityQueue<DrainCursor, long> _queue = new();

    /// <summary>Begins with new cursors.</summary>
    public void Start(IEnumerable<DrainCursor> cursors)
    {
        _queue.Clear();
        foreach (DrainCursor cursor in cursors)
        {
            Enqueue(cursor);
        }
    }

    /// <summary>Decodes up to <paramref name="maxRecords"/> records that are not younger than <paramref name="until"/>.</summary>
    /// <returns>Whether there may be more.</returns>
    public bool Read(RecordDecoder decoder, long until, int maxRecords)
    {
        int left = maxRecords;
        while (left > 0 && _queue.TryPeek(out _, out long first) && first <= until)
        {
            DrainCursor cursor = _queue.Dequeue();
            long limit = Math.Min(until, _queue.TryPeek(out _, out long next) ? next : long.MaxValue);
            bool more;
            while ((more = cursor.Reader.TryPeek(cursor.Memory, out RecordKind kind, out ReadOnlySpan<byte> body)) && left > 0 && ChunkReader.TicksOf(body) <= limit)
            {
                if (kind == RecordKind.RunStart && left < maxRecords && RecordDecoder.IsResumed(body))
                {
                    left = 0; // the pause must be in the store before the run goes on: it may be in this batch
                    break;
                }

                decoder.Decode(kind, body);
                cursor.Reader.Advance(body.Length);
                left--;
            }

            if (more)
            {
                Enqueue(cursor);
            }
        }

        return left == 0;
    }

    private void Enqueue(DrainCursor cursor)
    {
        if (cursor.Reader.TryPeek(cursor.Memory, out _, out ReadOnlySpan<byte> body))
        {
            _queue.Enqueue(cursor, ChunkReader.TicksOf(body));
        }
    }
}
