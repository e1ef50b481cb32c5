using System.Runtime.InteropServices;

namespace Flujo.Storage;

/// <summary>Writes the rows of spans, and keeps the rollups in step with them.</summary>
internal sealed class SpanRows(SqliteDatabase database, NameNumbers names, Rollups rollups)
{
    private readonly Dictionary<long, long> _steps = [];

    // Held, not looked up: this one runs once per span.
    private readonly SqliteStatement _insert = database.Statement(
        "INSERT INTO span_rows VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING");

    /// <summary>Stores what a batch knows of a span.</summary>
    public void Store(KnownRun run, in SpanDelta delta, long journalNo)
    {
        if (!delta.HasStart || !TryInsert(run, delta, journalNo))
        {
            Merge(run, delta, journalNo);
        }
    }

    /// <summary>Writes how many steps the runs of this batch gained.</summary>
    public void StoreStepCounts()
    {
        foreach ((long runNo, long steps) in _steps)
        {
            RunRows.AddSteps(database, runNo, steps);
        }

        _steps.Clear();
    }

    /// <summary>Forgets what a failed batch had counted.</summary>
    public void Forget() => _steps.Clear();

    /// <summary>Sets a paused span running again.</summary>
    public void Reopen(KnownRun run, uint spanNo, long journalNo) =>
        Change(run.Progress.RunNo, run.Progress.PipelineNo, spanNo, static state => state with { Status = FlujoStatus.Running, EndedAt = null }, journalNo);

    /// <summary>Closes a span whose process is gone.</summary>
    public void Interrupt(long runNo, uint spanNo, long pipelineNo, long endedAt) =>
        Change(runNo, pipelineNo, spanNo, state => state.Status != FlujoStatus.Running ? state
            : state with { Status = FlujoStatus.Interrupted, EndedAt = Math.Max(endedAt, state.StartedAt) }, journalNo: null);

    private bool TryInsert(KnownRun run, in SpanDelta delta, long journalNo)
    {
        var state = new SpanState
        {
            NameNo = names.Of(delta.NameId, delta.Name),
            Kind = delta.Kind,
            Status = FlujoStatus.Running,
            StartedAt = delta.StartedAt,
            Attempts = 1,
        };
        state.Add(delta);
        _insert
            .Bind(1, run.Progress.RunNo).Bind(2, delta.SpanNo).Bind(3, delta.ParentNo == 0 ? null : delta.ParentNo)
            .Bind(4, (long)(delta.SpanId != 0 ? delta.SpanId : SpanIds.IdOf(run.SpanBase, delta.SpanNo))).Bind(5, state.NameNo).Bind(6, (long)state.Kind).Bind(7, (long)state.Status)
            .Bind(8, state.StartedAt).Bind(9, state.EndedAt).Bind(10, state.Attempts).Bind(11, state.Cost)
            .Bind(12, state.InputTokens).Bind(13, state.OutputTokens).Bind(14, names.OfCallSite(delta.CallSite)).Run();
        if (database.Changes == 0)
        {
            return false;
        }

        rollups.Count(run.Progress.PipelineNo, state, +1);
        rollups.Began(run.Progress.RunNo, delta.SpanNo, state.StartedAt);
        if (state.Kind.IsStep())
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_steps, run.Progress.RunNo, out _)++;
        }

        if (state.Status == FlujoStatus.Running)
        {
            MarkOpen(journalNo, run.Progress.RunNo, delta.SpanNo);
        }

        return true;
    }

    private void Merge(KnownRun run, in SpanDelta delta, long journalNo)
    {
        SpanDelta copy = delta;
        Change(run.Progress.RunNo, run.Progress.PipelineNo, delta.SpanNo, state =>
        {
            state.Add(copy);
            return state;
        }, journalNo);
    }

    private void Change(long runNo, long pipelineNo, uint spanNo, Func<SpanState, SpanState> change, long? journalNo)
    {
        if (Read(runNo, spanNo) is not { } before)
        {
            return; // its start was dropped or lost; an end alone is not a span
        }

        SpanState after = change(before);
        rollups.Count(pipelineNo, before, -1);
        rollups.Count(pipelineNo, after, +1);
        database.Statement(
            """
            UPDATE span_rows SET status = ?3, ended_at = ?4, attempts = ?5, cost = ?6, input_tokens = ?7, output_tokens = ?8
            WHERE run_no = ?1 AND span_no = ?2
            """)
            .Bind(1, runNo).Bind(2, spanNo).Bind(3, (long)after.Status).Bind(4, after.EndedAt).Bind(5, after.Attempts).Bind(6, after.Cost)
            .Bind(7, after.InputTokens).Bind(8, after.OutputTokens).Run();
        if (journalNo is { } journal && before.Status != after.Status)
        {
            if (after.Status == FlujoStatus.Running)
            {
                MarkOpen(journal, runNo, spanNo);
            }
            else
            {
                database.Statement("DELETE FROM open_spans WHERE journal_no = ?1 AND run_no = ?2 AND span_no = ?3")
                    .Bind(1, journal).Bind(2, runNo).Bind(3, spanNo).Run();
            }
        }
    }

    private SpanState? Read(long runNo, uint spanNo)
    {
        SqliteStatement select = database.Statement(
            $"SELECT {SpanState.Columns} FROM span_rows WHERE run_no = ?1 AND span_no = ?2").Bind(1, runNo).Bind(2, spanNo);
        SpanState? state = select.Step() ? SpanState.Read(select) : null;
        select.Reset();
        return state;
    }

    private void MarkOpen(long journalNo, long runNo, uint spanNo) =>
        database.Statement("INSERT OR IGNORE INTO open_spans VALUES (?1, ?2, ?3)").Bind(1, journalNo).Bind(2, runNo).Bind(3, spanNo).Run();
}
