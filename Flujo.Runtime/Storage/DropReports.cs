using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Brings what a journal says of dropped records into the store, as often as it changes. Used inside a transaction, by the writer's thread.</summary>
/// <param name="database">The store.</param>
/// <param name="journalDrops">What the journal's table says now, of runs that go on, and of no run.</param>
internal sealed class DropReports(SqliteDatabase database, Func<IReadOnlyList<RunDrops>> journalDrops)
{
    private IReadOnlyList<RunDrops> _stored = [];

    /// <summary>The end of a run brings its own counts.</summary>
    public void StoreEnded(IReadOnlyList<RunChange> changes, long journalNo)
    {
        foreach (RunChange change in changes)
        {
            if (change is { IsGone: false, End: { } end })
            {
                DropRows.Store(database, change.Run.Progress.RunNo, journalNo, end.Dropped);
            }
        }
    }

    /// <summary>Stores what has changed since the last time.</summary>
    /// <param name="runs">The journal's runs that go on.</param>
    /// <param name="present">The run of an index, or null when it is no longer in the store.</param>
    /// <param name="journalNo">The journal.</param>
    public void Store(IReadOnlyDictionary<uint, KnownRun> runs, Func<uint, KnownRun?> present, long journalNo)
    {
        IReadOnlyList<RunDrops> drops = journalDrops();
        if (drops.SequenceEqual(_stored))
        {
            return;
        }

        bool all = true;
        foreach ((uint runIndex, DropCounts counts) in drops)
        {
            if (runIndex == 0)
            {
                DropRows.Store(database, 0, journalNo, counts);
            }
            else if (!runs.TryGetValue(runIndex, out KnownRun? run) || run.Progress.RunNo == 0)
            {
                all = false; // its start comes with a later batch
            }
            else if (!run.Progress.Ended && present(runIndex) is not null)
            {
                DropRows.Store(database, run.Progress.RunNo, journalNo, counts);
            }
        }

        _stored = all ? drops : [];
    }

    /// <summary>Forgets what a failed transaction had stored.</summary>
    public void Forget() => _stored = [];
}
