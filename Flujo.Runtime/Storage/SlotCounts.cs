using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Flujo.Storage;

/// <summary>
/// How many durations lie in which of the <see cref="DurationSlots"/>, and how that stands in the store: <c>SLOT:SPANS SLOT:SPANS …</c>, in any order, each slot
/// at most once. Used by one thread.
/// </summary>
internal sealed class SlotCounts
{
    private long[] _spans = [];

    /// <summary>All together.</summary>
    public long Total { get; private set; }

    /// <summary>Adds to a slot, or takes away from it.</summary>
    public void Add(int slot, long spans)
    {
        if (slot >= _spans.Length)
        {
            Array.Resize(ref _spans, Math.Min(slot + 64, DurationSlots.Count));
        }

        _spans[slot] += spans;
        Total += spans;
    }

    public void Add(SlotCounts other)
    {
        for (int slot = 0; slot < other._spans.Length; slot++)
        {
            if (other._spans[slot] != 0)
            {
                Add(slot, other._spans[slot]);
            }
        }
    }

    /// <summary>Adds what <see cref="ToString"/> has written. What else may stand in a damaged store ends it, or is no slot.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        while (Utf8Parser.TryParse(text, out int slot, out int length) && length < text.Length && text[length] == ':'
            && Utf8Parser.TryParse(text[(length + 1)..], out long spans, out int more))
        {
            if (slot >= 0 && slot < DurationSlots.Count)
            {
                Add(slot, spans);
            }

            text = text[(length + 1 + more)..];
            text = text.IsEmpty ? text : text[1..];
        }
    }

    /// <summary>The first slot up to which so many durations lie.</summary>
    /// <param name="rank">From 1 to <see cref="Total"/>.</param>
    public int SlotAt(long rank)
    {
        int slot = 0;
        while (slot < _spans.Length - 1 && (rank -= _spans[slot]) > 0)
        {
            slot++;
        }

        return slot;
    }

    /// <summary>As it stands in the store; empty where nothing is counted.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int slot = 0; slot < _spans.Length; slot++)
        {
            if (_spans[slot] != 0)
            {
                text.Append(text.Length == 0 ? "" : " ").Append(CultureInfo.InvariantCulture, $"{slot}:{_spans[slot]}");
            }
        }

        return text.ToString();
    }
}
