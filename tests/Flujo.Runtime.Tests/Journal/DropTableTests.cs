using Flujo.Journal;
using Flujo.Vocabulary;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed unsafe class DropTableTests
{
    private readonly DropTable _table = new(new AnonymousMemory().Header + JournalFormat.HeaderPageSize);

    [Fact]
    public void Counts_AreKeptPerRunAndCauseUntilTheRunEnds()
    {
        int first = 0, second = 0;
        _table.Count(1, ref first, DropCause.Stalled);
        _table.Count(1, ref first, DropCause.Stalled);
        _table.Count(2, ref second, DropCause.Slow);
        _table.Count(1, ref first, DropCause.TooLarge);
        _table.Count(DropCause.Slow);
        Assert.Equal([new(0, new(0, 1, 0)), new(1, new(2, 0, 1)), new(2, new(0, 1, 0))], _table.Snapshot());
        _table.Free(_table.Close(ref first, out DropCounts told));
        Assert.Equal(new(2, 0, 1), told);
        Assert.Equal([new(0, new(0, 1, 0)), new(2, new(0, 1, 0))], _table.Snapshot());
        Assert.Equal((2, 2, 1, 5), (_table.Total(DropCause.Stalled), _table.Total(DropCause.Slow), _table.Total(DropCause.TooLarge), _table.Total()));
    }

    [Fact]
    public void WhatARunLosesAfterItsEnd_BelongsToNone()
    {
        int slot = 0;
        Assert.Equal(0, _table.Close(ref slot, out DropCounts told));
        Assert.True(told.IsEmpty);
        _table.Count(9, ref slot, DropCause.Slow);
        Assert.Equal([new(0, new(0, 1, 0))], _table.Snapshot());
    }

    [Fact]
    public void MoreRunsThanEntries_AreCountedTogether()
    {
        int[] slots = new int[JournalFormat.DropEntries + 10];
        for (int i = 0; i < slots.Length; i++)
        {
            _table.Count((uint)i + 1, ref slots[i], DropCause.Stalled);
        }

        Assert.Equal(new(0, new(11, 0, 0)), _table.Snapshot()[0]);
        Assert.Equal(JournalFormat.DropEntries, _table.Snapshot().Count);
        _table.Free(_table.Close(ref slots[0], out _));
        _table.Count(1_000, ref slots[^1], DropCause.Stalled);
        Assert.Contains(new(1_000, new(1, 0, 0)), _table.Snapshot());
    }

    [Fact]
    public void RunThatEndsWhileOthersDropItsRecords_LosesNoCount()
    {
        const int Runs = 3_000;
        int told = 0;
        for (uint run = 1; run <= Runs; run++)
        {
            int slot = 0;
            using var start = new Barrier(2);
            var dropping = new Thread(() =>
            {
                start.SignalAndWait();
                _table.Count(run, ref slot, DropCause.Stalled);
            });
            dropping.Start();
            start.SignalAndWait();
            int mine = _table.Close(ref slot, out DropCounts counts);
            _table.Free(mine);
            told += (int)counts.Stalled;
            dropping.Join();
        }

        int outside = (int)_table.Snapshot().Sum(static entry => entry.Counts.Stalled);
        Assert.Equal(Runs, told + outside);
        Assert.All(_table.Snapshot(), static entry => Assert.Equal(0u, entry.RunIndex));
    }
}
