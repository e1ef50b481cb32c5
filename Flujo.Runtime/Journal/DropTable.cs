using System.Runtime.InteropServices;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// What was dropped, per run and cause, in a page of the journal itself: a record for it would find no room, and the counts have to outlive a kill.
/// Thread-safe. Used only when something is dropped, when a run ends, and by the drainer.
/// <para>
/// A run's counts are in its entry until its end is recorded, which carries them; from then on the record counts and the entry is free. Entry 0 has what belongs to
/// no run: starts of runs, what a run's spans lose after its end, and what a run loses that found no entry.
/// </para>
/// </summary>
internal sealed unsafe class DropTable
{
    /// <summary>A run's slot once its end is being recorded.</summary>
    private const int Closed = -1;

    private readonly Lock _gate = new();

    // Under the gate: the entries, and their free places, the lowest first.
    private readonly DropTableEntry* _entries;
    private readonly PriorityQueue<int, int> _free = new();

    // Under the gate when written; read by any thread.
    private readonly long[] _totals = new long[(int)DropCause.Ended + 1];

    /// <param name="page">The page of the journal, zeroed; stays valid for the life of the process.</param>
    public DropTable(byte* page)
    {
        _entries = (DropTableEntry*)page;
        for (int slot = 1; slot < JournalFormat.DropEntries; slot++)
        {
            _free.Enqueue(slot, slot);
        }
    }

    /// <summary>All that was dropped so far in this journal's life, for a cause.</summary>
    public long Total(DropCause cause) => Volatile.Read(ref _totals[(int)cause]);

    /// <summary>All that was dropped so far in this journal's life.</summary>
    public long Total() => _totals.Sum();

    /// <summary>Counts a record of a run.</summary>
    /// <param name="runIndex">The run's number in the journal; 0 for none.</param>
    /// <param name="slot">The run's own, 0 at first. See <see cref="Close"/> for its race.</param>
    /// <param name="cause">Why.</param>
    public void Count(uint runIndex, ref int slot, DropCause cause)
    {
        lock (_gate)
        {
            _totals[(int)cause]++;
            if (cause == DropCause.Ended)
            {
                return;
            }

            ref DropTableEntry entry = ref _entries[runIndex == 0 ? 0 : SlotOf(runIndex, ref slot)];
            ref uint count = ref entry.Stalled;
            if (cause == DropCause.Slow)
            {
                count = ref entry.Slow;
            }
            else if (cause == DropCause.TooLarge)
            {
                count = ref entry.TooLarge;
            }

            count += count == uint.MaxValue ? 0u : 1u;
        }
    }

    /// <summary>Counts a record that belongs to no run.</summary>
    public void Count(DropCause cause)
    {
        int none = 0;
        Count(0, ref none, cause);
    }

    /// <summary>What the end of a run has to tell. What the run loses from here on belongs to no run.</summary>
    /// <remarks>Race: the thread that ends the run against one that drops a record of it for the first time. Both exchange the slot, so either the end sees the entry,
    /// or the other thread finds the slot closed and counts in entry 0.</remarks>
    /// <returns>The entry to <see cref="Free"/> when the end is published, or 0.</returns>
    public int Close(ref int slot, out DropCounts counts)
    {
        counts = default;
        if (Interlocked.CompareExchange(ref slot, Closed, 0) <= 0)
        {
            return 0; // the way of nearly every run: nothing was dropped
        }

        lock (_gate)
        {
            int mine = slot;
            slot = Closed;
            counts = _entries[mine].Counts;
            return mine;
        }
    }

    /// <summary>Gives a closed run's entry back.</summary>
    public void Free(int slot)
    {
        if (slot > 0)
        {
            lock (_gate)
            {
                _entries[slot] = default;
                _free.Enqueue(slot, slot);
            }
        }
    }

    /// <summary>The entries that say something. For the drainer.</summary>
    public IReadOnlyList<RunDrops> Snapshot()
    {
        lock (_gate)
        {
            return Read(MemoryMarshal.AsBytes(new ReadOnlySpan<DropTableEntry>(_entries, JournalFormat.DropEntries)));
        }
    }

    /// <summary>Reads the page of a journal, a dead one's too.</summary>
    public static IReadOnlyList<RunDrops> Read(ReadOnlySpan<byte> page)
    {
        var drops = new List<RunDrops>();
        ReadOnlySpan<DropTableEntry> entries = MemoryMarshal.Cast<byte, DropTableEntry>(page);
        for (int slot = 0; slot < entries.Length; slot++)
        {
            if (!entries[slot].Counts.IsEmpty && (slot == 0) == (entries[slot].RunIndex == 0))
            {
                drops.Add(new RunDrops(entries[slot].RunIndex, entries[slot].Counts));
            }
        }

        return drops;
    }

    private int SlotOf(uint runIndex, ref int slot)
    {
        if (slot != 0 || !_free.TryPeek(out int free, out _))
        {
            return Math.Max(slot, 0);
        }

        if (Interlocked.CompareExchange(ref slot, free, 0) != 0)
        {
            return 0; // the run's end came in between
        }

        _free.Dequeue();
        _entries[free].RunIndex = runIndex;
        return free;
    }
}

/// <summary>One entry of the page: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct DropTableEntry
{
    public uint RunIndex;
    public uint Stalled;
    public uint Slow;
    public uint TooLarge;

    public readonly DropCounts Counts => new(Stalled, Slow, TooLarge);
}
