namespace Flujo.Storage;

/// <summary>
/// The runs that a batch touches. A run gets its number when it is first touched, and its row when the batch is complete: most runs are short, begin and end in one batch, and
/// cost one row written once, not a row and its entries in five indexes written again and again. Used inside a transaction, by the writer's thread.
/// </summary>
internal sealed class RunChanges(SqliteDatabase database, NameNumbers names, SpanRows rows)
{
    private readonly List<RunChange> _all = [];
    private readonly Dictionary<uint, RunChange> _byIndex = [];
    private long _lastRunNo;

    /// <summary>All of this batch, in the order in which they were touched.</summary>
    public IReadOnlyList<RunChange> All => _all;

    /// <summary>The change of a run, begun when the batch has not touched it yet.</summary>
    /// <param name="run">The run; its number is known afterwards.</param>
    /// <param name="journalNo">The journal that its records are from.</param>
    /// <param name="begins">Whether its start is in this batch.</param>
    public RunChange Of(KnownRun run, long journalNo, bool begins = false)
    {
        if (!_byIndex.TryGetValue(run.RunIndex, out RunChange? change))
        {
            change = run.Progress.RunNo != 0 ? new RunChange(run) { IsGone = !RunRows.Has(database, run) } : Find(run, journalNo, begins) ?? Begin(run, journalNo, begins);
            _byIndex.Add(run.RunIndex, change);
            _all.Add(change);
        }

        return change;
    }

    /// <summary>Writes the rows of all runs of the batch.</summary>
    public void Write(long journalNo)
    {
        foreach (RunChange change in _all)
        {
            if (change.IsNew)
            {
                RunRows.Insert(database, change, journalNo);
            }
            else if (!change.IsGone)
            {
                RunRows.Update(database, change);
            }
        }
    }

    /// <summary>Notes the numbers in the journal of runs that go on, for a reader that finds it dead, and forgets those of runs that are finished.</summary>
    public void WriteMapping(long journalNo)
    {
        foreach (RunChange change in _all)
        {
            KnownRun run = change.Run;
            if (!change.IsGone && run.Progress.IsFinished == run.Progress.Mapped)
            {
                RunRows.Map(database, journalNo, run, !run.Progress.Mapped);
                run.Progress.Mapped = !run.Progress.Mapped;
            }
        }
    }

    /// <summary>Forgets the batch, which is stored.</summary>
    public void Clear()
    {
        _all.Clear();
        _byIndex.Clear();
        _lastRunNo = 0; // another process may number runs between two transactions
    }

    /// <summary>Forgets the batch, which is not stored.</summary>
    public void Undo()
    {
        foreach (RunChange change in _all)
        {
            change.Run.Progress = change.Before;
        }

        Clear();
    }

    /// <summary>A run that the store has under another number than this writer knows: resumed, or its records come a second time.</summary>
    private RunChange? Find(KnownRun run, long journalNo, bool begins)
    {
        bool canBeThere = run.Resumed || !begins || rows.OneByOne;
        if (!canBeThere || RunRows.Find(database, run.RunId) is not { } runNo)
        {
            return null;
        }

        var change = new RunChange(run);
        run.Progress.RunNo = runNo;
        run.Progress.PipelineNo = names.Of(run.Pipeline);
        if (run.Resumed)
        {
            RunRows.Reopen(database, runNo, journalNo);
            rows.Reopen(run, 1, journalNo);
        }
        else
        {
            RunRows.Adopt(database, runNo, journalNo);
        }

        return change;
    }

    private RunChange Begin(KnownRun run, long journalNo, bool begins)
    {
        var change = new RunChange(run) { IsNew = true };
        run.Progress.RunNo = NextRunNo();
        run.Progress.PipelineNo = names.Of(run.Pipeline);
        if (rows.OneByOne)
        {
            RunRows.Insert(database, change, journalNo); // at once, so that the same run under another number in the journal finds it
            change.IsNew = false;
        }

        if (!begins || run.Resumed)
        {
            // Begun in another store, which is gone: its spans still need their root.
            rows.Insert(change, SpanDelta.RootOf(run), journalNo);
        }

        return change;
    }

    private long NextRunNo()
    {
        _lastRunNo = (_lastRunNo == 0 ? database.Number("SELECT max(run_no) FROM run_rows") ?? 0 : _lastRunNo) + 1;
        return _lastRunNo;
    }
}
