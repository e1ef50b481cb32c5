using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Writes the rows of spans, and keeps the rollups in step with them. Used inside a transaction, by one thread.</summary>
internal sealed class SpanRows(SqliteDatabase database, NameNumbers names, Rollups rollups)
{
    private readonly SpanInsert _insert = new(database);

    /// <summary>
    /// Whether each row is looked up before it is written. Otherwise a span whose start is in the batch is taken for new, and one that is not is a
    /// <see cref="SqliteFailure.IsConflict"/>: records come twice only from damaged journals.
    /// </summary>
    public bool OneByOne { get; set; }

    /// <summary>Stores a span whose start is in the batch. Its row may be written as late as <see cref="Flush"/>.</summary>
    public void Insert(RunChange change, in SpanDelta delta, long journalNo)
    {
        KnownRun run = change.Run;
        if (OneByOne && Read(run.Progress.RunNo, delta.SpanNo) is not null)
        {
            Merge(run, delta, journalNo);
            return;
        }

        var state = new SpanState
        {
            NameNo = names.Of(delta.NameId, delta.Name),
            Kind = delta.Kind,
            Status = FlujoStatus.Running,
            StartedAt = delta.StartedAt,
            Attempts = 1,
        };
        state.Add(delta);
        ulong spanId = delta.SpanId != 0 ? delta.SpanId : SpanIds.IdOf(run.SpanBase, delta.SpanNo);
        _insert.Add(new SpanInsert.Row(run.Progress.RunNo, delta.SpanNo, delta.ParentNo, spanId, state, names.OfCallSite(delta.CallSite)));
        rollups.Count(run.Progress.PipelineNo, state, +1);
        rollups.Began(run.Progress.RunNo, delta.SpanNo, state.StartedAt);
        change.Steps += state.Kind.IsStep() ? 1 : 0;
        if (state.Status == FlujoStatus.Running)
        {
            MarkOpen(journalNo, run.Progress.RunNo, delta.SpanNo);
        }
    }

    /// <summary>Adds what a batch knows to a span that was stored before.</summary>
    public void Merge(KnownRun run, in SpanDelta delta, long journalNo)
    {
        SpanDelta copy = delta;
        Change(run.Progress.RunNo, run.Progress.PipelineNo, delta.SpanNo, state =>
        {
            state.Add(copy);
            return state;
        }, journalNo);
    }

    /// <summary>Sees to it that all rows are written.</summary>
    public void Flush() => _insert.Flush();

    /// <summary>Forgets what a failed batch had begun.</summary>
    public void Forget() => _insert.Forget();

    /// <summary>Sets a paused span running again.</summary>
    public void Reopen(KnownRun run, uint spanNo, long journalNo) =>
        Change(run.Progress.RunNo, run.Progress.PipelineNo, spanNo, static state => state with { Status = FlujoStatus.Running, EndedAt = null }, journalNo);

    /// <summary>Closes a span whose process is gone.</summary>
    public void Interrupt(long runNo, uint spanNo, long pipelineNo, long endedAt) =>
        Change(runNo, pipelineNo, spanNo, state => state.Status != FlujoStatus.Running ? state
            : state with { Status = FlujoStatus.Interrupted, EndedAt = Math.Max(endedAt, state.StartedAt) }, journalNo: null);

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
        Flush(); // the row may not be written yet
        SqliteStatement select = database.Statement(
            $"SELECT {SpanState.Columns} FROM span_rows WHERE run_no = ?1 AND span_no = ?2").Bind(1, runNo).Bind(2, spanNo);
        SpanState? state = select.Step() ? SpanState.Read(select) : null;
        select.Reset();
        return state;
    }

    private void MarkOpen(long journalNo, long runNo, uint spanNo) =>
        database.Statement("INSERT OR IGNORE INTO open_spans VALUES (?1, ?2, ?3)").Bind(1, journalNo).Bind(2, runNo).Bind(3, spanNo).Run();
}
