using System.Diagnostics;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>A run in flight. Thread-safe.</summary>
internal sealed class RunState
{
    private const long EndedBit = 1L << 62;

    // Any thread of the run, interlocked. Race: a span that begins against the end of the run. Both change _spans, so a span either has its number before the end and is
    // counted by it, or finds the run ended.
    private long _spans = 1;
    private int _spansWithoutEnd;
    private int _events;

    // Any thread of the run, exchanged once. Race: two that need it first; the second one finds the first one's.
    private Budgets? _budgets;

    // Any thread of the run; the journal's drop table says how.
    private int _dropSlot;

    /// <param name="engine">Where its records go.</param>
    /// <param name="runId">Its id.</param>
    /// <param name="index">Its number in the journal.</param>
    /// <param name="spanBase">What the ids of its spans are made from.</param>
    /// <param name="outer">The scope that is current now.</param>
    /// <param name="activity">The root's Activity, where somebody listens.</param>
    /// <param name="trace">The Activity in which the run begins.</param>
    public RunState(Engine engine, Guid runId, uint index, ulong spanBase, SpanScope? outer, Activity? activity = null, Activity? trace = null)
    {
        Engine = engine;
        RunId = runId;
        Index = index;
        SpanBase = spanBase;
        IsRecording = true;
        Root = activity is null
            ? new SpanScope(this, outer, 1, SpanKind.Run) { EndsMore = true }
            : new LiveScope(this, outer, 1, SpanKind.Run, activity, trace) { EndsMore = true };
        if (trace is { IdFormat: ActivityIdFormat.W3C })
        {
            TraceId = LiveActivities.ToGuid(trace.TraceId);
            TraceParent = LiveActivities.ToNumber(trace.SpanId);
        }

        if (activity is not null)
        {
            TraceId = LiveActivities.ToGuid(activity.TraceId);
            TraceParent = LiveActivities.ToNumber(activity.ParentSpanId);
        }
    }

    /// <summary>A place in the flow where nothing is recorded: tracing switched off, or (with an engine) another store chosen and no run begun yet.</summary>
    public RunState(Engine? engine, SpanScope? outer)
    {
        Engine = engine;
        IsSuppressed = engine is null;
        HasImplicitRuns = engine is not null;
        Root = new SpanScope(this, outer, 0, SpanKind.Run);
    }

    /// <summary>The place of a step that the options left out: what it calls brings no run either, but one that is begun by name is recorded.</summary>
    public RunState(SpanScope? outer)
    {
        Engine = outer?.Run.Engine;
        HasImplicitRuns = false;
        Root = new SpanScope(this, outer, 0, SpanKind.Run);
    }

    /// <summary>Where its records go; null where nothing is recorded and no store was chosen.</summary>
    public readonly Engine? Engine;

    /// <summary>Whether it is a run at all, see the constructors.</summary>
    public readonly bool IsRecording;

    public readonly Guid RunId;

    /// <summary>The trace that it is part of, or default when it is a trace of its own, whose id is the run's.</summary>
    public readonly Guid TraceId;

    /// <summary>The span in that trace beneath which it began; 0 for none.</summary>
    public readonly ulong TraceParent;

    /// <summary>The root span in its trace, where the run was resumed: that span has no Activity here.</summary>
    public ActivityContext Continues { get; init; }

    /// <summary>Its number in the journal.</summary>
    public readonly uint Index;

    /// <summary>What the ids of its spans are made from.</summary>
    public readonly ulong SpanBase;

    /// <summary>Its root span.</summary>
    public readonly SpanScope Root;

    /// <summary>Whether a step that cannot be recorded here may bring a run of its own.</summary>
    public readonly bool HasImplicitRuns = true;

    /// <summary>Whether the flow is switched off.</summary>
    public readonly bool IsSuppressed;

    /// <summary>Whether the attempts of its steps are counted: they are when its budget limits them. Written by whoever sets the budget, before the first step; a thread that
    /// sees it late counts an attempt less.</summary>
    public bool CountsAttempts;

    /// <summary>What it may use, and has used.</summary>
    public Budgets Budgets => Volatile.Read(ref _budgets) ?? Interlocked.CompareExchange(ref _budgets, new Budgets(this), null) ?? _budgets!;

    /// <summary>The first limit that was broken, or null.</summary>
    public FlujoBudgetBreach? Breach => Volatile.Read(ref _budgets)?.Breach;

    /// <summary>Whether its steps' usage and attempts are wanted in this process: for a pipeline's result, recorded or not. Set before the first span.</summary>
    public bool KeepsLedgers;

    /// <summary>Whether its end was recorded.</summary>
    public bool HasEnded => (Volatile.Read(ref _spans) & EndedBit) != 0;

    /// <summary>The next span number, or 0 when the run has ended.</summary>
    public uint NextSpanNo()
    {
        long spans = Interlocked.Increment(ref _spans);
        return (spans & EndedBit) == 0 ? (uint)spans : 0;
    }

    /// <summary>Continues the numbering of an earlier process.</summary>
    public void ContinueAfter(uint spanNo)
    {
        _spansWithoutEnd = (int)spanNo - 1; // theirs are in an earlier journal; the root's comes here
        Volatile.Write(ref _spans, spanNo);
    }

    /// <summary>Ends the run; the first to ask gets true.</summary>
    /// <param name="spans">How many spans will have an end in this journal, the root included.</param>
    public bool TryEnd(out uint spans)
    {
        long before = Interlocked.Or(ref _spans, EndedBit);
        spans = (uint)(before & ~EndedBit) - (uint)Volatile.Read(ref _spansWithoutEnd);
        return (before & EndedBit) == 0;
    }

    public uint NextEventNo() => (uint)Interlocked.Increment(ref _events);

    /// <summary>Counts a record that found no room.</summary>
    /// <param name="pen">Which did not take it.</param>
    public void CountDropped(ThreadWriter pen) => pen.Pool.Drops.Count(Index, ref _dropSlot, pen.Refusal);

    public void CountDroppedSpan(ThreadWriter pen)
    {
        Interlocked.Increment(ref _spansWithoutEnd);
        CountDropped(pen);
    }

    /// <summary>What the record of the run's end has to tell; see <see cref="DropTable.Close"/>.</summary>
    public int CloseDrops(ThreadWriter pen, out DropCounts counts) => pen.Pool.Drops.Close(ref _dropSlot, out counts);
}
