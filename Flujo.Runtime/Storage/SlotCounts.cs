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
        int at = 0;
        while (TryRead(text, ref at, (byte)':', out long slot) && TryRead(text, ref at, (byte)' ', out long spans))
        {
            if (slot < DurationSlots.Count)
            {
                Add((int)slot, spans);
            }
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

    /// <summary>Statistics over months read a million numbers here, so this is no general parser.</summary>
    private static bool TryRead(ReadOnlySpan<byte> text, ref int at, byte end, out long number)
    {
        int first = at;
        number = 0;
        while (at < text.Length && (uint)(text[at] - '0') <= 9 && number < long.MaxValue / 100)
        {
            number = (number * 10) + (text[at++] - '0');
        }

        bool isNumber = at > first && (at == text.Length ? end == (byte)' ' : text[at] == end);
        at++;
        return isNumber;
    }
}
