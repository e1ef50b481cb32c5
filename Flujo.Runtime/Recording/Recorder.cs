using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Privacy;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>Begins and ends runs and spans. Every method may be called on any thread, and none throws.</summary>
internal static class Recorder
{
    /// <summary>The feedback of what failed only because something beneath it did.</summary>
    public const string AStepFailed = "a step failed";

    /// <summary>Begins a span with a constant name beneath a recording scope. Does not make it current.</summary>
    /// <returns>Null when the run has ended, or the record was dropped.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SpanScope? Begin(SpanScope parent, int nameId, int callSite, SpanKind kind)
    {
        if (LiveActivities.IsListened)
        {
            return BeginLive(parent, null, nameId, callSite, kind);
        }

        RunState run = parent.Run;
        uint spanNo = run.NextSpanNo();
        if (spanNo == 0)
        {
            return null;
        }

        Engine engine = run.Engine!;
        engine.NeedConstants(nameId, callSite);
        var scope = new SpanScope(run, parent, spanNo, kind);
        ThreadWriter pen = ThreadRecorder.Current.PenFor(engine);
        scope.StartTicks = Stopwatch.GetTimestamp();
        if (!SpanRecords.SpanStart(pen, run, spanNo, parent.SpanNo, nameId, callSite, kind, scope.StartTicks))
        {
            return null;
        }

        if (run.CountsAttempts)
        {
            CountFirstAttempt(run, kind);
        }

        return scope;
    }

    /// <summary>Begins a span whose name is no constant.</summary>
    public static SpanScope? Begin(SpanScope parent, string name, SpanKind kind)
    {
        if (LiveActivities.IsListened)
        {
            return BeginLive(parent, name, 0, 0, kind);
        }

        RunState run = parent.Run;
        uint spanNo = run.NextSpanNo();
        if (spanNo == 0)
        {
            return null;
        }

        var scope = new SpanScope(run, parent, spanNo, kind) { StartTicks = Stopwatch.GetTimestamp() };
        ThreadWriter pen = ThreadRecorder.Current.PenFor(run.Engine!);
        if (!SpanRecords.SpanStart(pen, run, spanNo, parent.SpanNo, name, kind, scope.StartTicks))
        {
            return null;
        }

        if (run.CountsAttempts)
        {
            CountFirstAttempt(run, kind);
        }

        return scope;
    }

    /// <summary>Begins a span while somebody listens to Activities. What is sampled is one, with the same id; everything is recorded.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SpanScope? BeginLive(SpanScope parent, string? name, int nameId, int callSite, SpanKind kind)
    {
        RunState run = parent.Run;
        uint spanNo = run.NextSpanNo();
        if (spanNo == 0)
        {
            return null;
        }

        Engine engine = run.Engine!;
        engine.NeedConstants(nameId, callSite);
        Activity? activity = LiveActivities.Start(name ?? ConstantTable.Process.NameOf((uint)nameId) ?? Names.Unnamed, kind, parent, out Activity? outer);
        SpanScope scope = activity is null
            ? new SpanScope(run, parent, spanNo, kind)
            : new LiveScope(run, parent, spanNo, kind, activity, outer);
        ThreadWriter pen = ThreadRecorder.Current.PenFor(engine);
        scope.StartTicks = Stopwatch.GetTimestamp();
        if (!SpanRecords.LiveSpanStart(pen, run, spanNo, parent.SpanNo, name, nameId, callSite, kind, scope.StartTicks, (scope as LiveScope)?.SpanId ?? 0))
        {
            LiveActivities.Stop(scope, FlujoStatus.Completed, reason: null);
            return null;
        }

        if (run.CountsAttempts)
        {
            CountFirstAttempt(run, kind);
        }

        return scope;
    }

    /// <summary>A step begins: one attempt of what its run may make.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CountFirstAttempt(RunState run, SpanKind kind)
    {
        if (kind.IsStep())
        {
            run.Budgets.CountAttempt();
        }
    }

    /// <summary>Another attempt of a step that has begun.</summary>
    /// <param name="scope">The step, or the scope around a leaf.</param>
    /// <param name="ofSpan">Whether it is the scope's own attempt.</param>
    public static void CountAttempt(SpanScope scope, bool ofSpan)
    {
        if (scope.Run.CountsAttempts)
        {
            scope.Run.Budgets.CountAttempt();
        }

        if (ofSpan && scope.HasBudget)
        {
            scope.Run.Budgets.CountAttempt(scope);
        }
    }

    /// <summary>Whether the budget of step or run has no room for another attempt of the step, which is counted here.</summary>
    public static bool HasNoBudgetForAnother(SpanScope scope)
    {
        if (scope.Run.Breach is null)
        {
            CountAttempt(scope, ofSpan: true);
        }

        return scope.Run.Breach is not null;
    }

    /// <summary>Ends a span, and what ends together with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End(SpanScope scope)
    {
        if (scope.Ended | scope.MarkedFailed | scope.EndsMore | scope.HasBudget | scope.HasActivity)
        {
            EndSpecial(scope, scope.MarkedFailed ? FlujoStatus.Failed : FlujoStatus.Completed, error: null);
            return;
        }

        long ticks = Stopwatch.GetTimestamp();
        scope.Ended = true;
        ThreadWriter pen = ThreadRecorder.Current.PenFor(scope.Run.Engine!);
        SpanRecords.SpanEnd(pen, scope.Run, scope.SpanNo, scope.StartTicks, ticks, scope.Attempts, FlujoStatus.Completed);
    }

    /// <summary>Ends a span with an error: failed, or cancelled when its own token asked for that.</summary>
    public static void End(SpanScope scope, Exception? error, CancellationToken own) =>
        EndSpecial(scope, Cancellation.IsOwn(error, own) ? FlujoStatus.Cancelled : FlujoStatus.Failed, error);

    /// <summary>Ends a span in whatever way. A scope that has ended stays as it is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EndSpecial(SpanScope scope, FlujoStatus status, Exception? error, string? feedback = null)
    {
        if (scope.Kind == SpanKind.Run)
        {
            EndRun(scope.Run, status, error, feedback);
            return;
        }

        if (!scope.Ended)
        {
            scope.Ended = true;
            long ticks = Stopwatch.GetTimestamp();
            ThreadWriter pen = ThreadRecorder.Current.PenFor(scope.Run.Engine!);
            string? reason = feedback ?? (error is null ? null : PrivacySettings.Current.Sanitizer.Feedback(error));
            if (reason is not null)
            {
                SpanRecords.Payload(pen, scope.Run, scope.SpanNo, ticks, PayloadKind.Feedback, reason);
            }

            SpanRecords.SpanEnd(pen, scope.Run, scope.SpanNo, scope.StartTicks, ticks, scope.Attempts, status);
            if (scope.HasBudget)
            {
                scope.Run.Budgets.Forget(scope);
            }

            if (scope.HasActivity)
            {
                LiveActivities.Stop(scope, status, reason);
            }

            if (status == FlujoStatus.Failed && scope.Parent is { } parent)
            {
                parent.ChildFailed = true;
            }
        }

        if (scope.EndsMore)
        {
            EndSpecial(scope.Parent!, status, error, feedback ?? (status == FlujoStatus.Failed && error is null ? AStepFailed : null));
        }
    }

    /// <summary>Ends a leaf that did not simply complete.</summary>
    public static void EndLeaf(
        ThreadRecorder thread, SpanScope parent, uint spanNo, long startTicks, long endTicks, int attempts, FlujoStatus status, Exception? error)
    {
        RunState run = parent.Run;
        ThreadWriter pen = thread.PenFor(run.Engine!);
        if (error is not null)
        {
            SpanRecords.Payload(pen, run, spanNo, endTicks, PayloadKind.Feedback, PrivacySettings.Current.Sanitizer.Feedback(error));
        }

        SpanRecords.SpanEnd(pen, run, spanNo, startTicks, endTicks, attempts, status);
        parent.ChildFailed |= status == FlujoStatus.Failed;
    }

    /// <summary>Begins a run, with a root span that is not yet current. The place that is current now is what the run gives back.</summary>
    /// <returns>A state that does not record when tracing cannot begin.</returns>
    public static RunState BeginRun(string pipeline, string? version)
    {
        SpanScope? outer = Ambient.Current;
        while (outer is { Run: { HasEnded: true, Root.Parent: { Run.HasEnded: true } further } })
        {
            outer = further; // else runs that nobody disposes would hold one another for ever
        }

        Engine? engine = outer is null or { Run: { Engine: null, IsSuppressed: false } } ? ProcessEngine.Current : outer.Run.Engine;
        if (engine is not { IsOpen: true })
        {
            return new RunState(null, outer);
        }

        Activity? trace = Activity.Current;
        Activity? activity = LiveActivities.IsListened ? LiveActivities.Start(pipeline, SpanKind.Run, outer, out trace) : null;
        var run = new RunState(engine, NewRunId(), engine.NextRunIndex(), SpanIds.NewBase(), outer, activity, trace);
        if (engine.Options.RunBudget is { } budget)
        {
            run.Budgets.Limit(budget);
        }

        SpanScope? parent = outer is { Run.HasEnded: true } ? outer.Run.Root.Parent : outer;
        Guid parentRunId = parent is { Run.IsRecording: true } ? parent.Run.RunId : default;
        return Start(run, pipeline, version, parentRunId, resumed: false) ? run : new RunState(null, outer);
    }

    /// <summary>Goes on with a paused run.</summary>
    public static RunState ResumeRun(Engine engine, PausedRun paused)
    {
        SpanScope? outer = Ambient.Current;
        var run = new RunState(engine, Guid.ParseExact(paused.RunId, "n"), engine.NextRunIndex(), SpanIds.BaseOf(paused.RootId, 1), outer)
        {
            Continues = LiveActivities.ContextOf(paused.TraceId, paused.RootId),
        };
        run.ContinueAfter(paused.LastSpanNo);
        return Start(run, paused.Pipeline, paused.Version, parentRunId: default, resumed: true) ? run : new RunState(null, outer);
    }

    /// <summary>Ends a run with an error or without; the first end wins. One that used more than its budget has failed, whatever its end says.</summary>
    public static bool EndRun(RunState run, FlujoStatus status, Exception? error = null, string? feedback = null, string? output = null)
    {
        if (!run.IsRecording || !run.TryEnd(out uint spans))
        {
            return false;
        }

        if (run.Breach is { } breach && status is FlujoStatus.Completed or FlujoStatus.Cancelled or FlujoStatus.Failed)
        {
            status = FlujoStatus.Failed;
            feedback = error is null || Cancellation.IsOwn(error, run.Budgets.OverBudget) ? breach.Message : feedback;
        }

        long ticks = Stopwatch.GetTimestamp();
        run.Root.Ended = true;
        ThreadWriter pen = ThreadRecorder.Current.PenFor(run.Engine!);
        string? reason = feedback ?? (error is null ? null : PrivacySettings.Current.Sanitizer.Feedback(error));
        if (reason is not null)
        {
            SpanRecords.Payload(pen, run, run.Root.SpanNo, ticks, PayloadKind.Feedback, reason);
        }

        if (output is not null)
        {
            SpanRecords.Payload(pen, run, run.Root.SpanNo, ticks, PayloadKind.Output, output);
        }

        SpanRecords.RunEnd(pen, run, status, run.Root.StartTicks, ticks, spans);
        if (run.Root.HasActivity)
        {
            LiveActivities.Stop(run.Root, status, reason);
        }

        return true;
    }

    /// <summary>Sets an attribute of a span that is open, now.</summary>
    public static void Attribute(SpanScope scope, string key, in AttributeValue value) =>
        SpanRecords.Attribute(ThreadRecorder.Current.PenFor(scope.Run.Engine!), scope.Run, scope.SpanNo, Stopwatch.GetTimestamp(), key, value);

    /// <summary>Adds an event to a span that is open.</summary>
    public static void Event(RunState run, uint spanNo, string name, params ReadOnlySpan<KeyValuePair<string, AttributeValue>> attributes) =>
        SpanRecords.Event(ThreadRecorder.Current.PenFor(run.Engine!), run, spanNo, Stopwatch.GetTimestamp(), name, attributes);

    /// <summary>The event of a run that stops for now, and what it waits for.</summary>
    public static void PauseEvent(RunState run, string? message) => Event(
        run, run.Root.SpanNo, "pause", new KeyValuePair<string, AttributeValue>(
            "message", AttributeValue.Of(PrivacySettings.Current.Sanitizer.Sanitize(message ?? "", PrivacySettings.MaxTextBytes))));

    /// <summary>Adds a large text to a span; it comes sanitised.</summary>
    public static void Payload(SpanScope scope, PayloadKind kind, string text) => SpanRecords.Payload(
        ThreadRecorder.Current.PenFor(scope.Run.Engine!), scope.Run, scope.SpanNo, Stopwatch.GetTimestamp(), kind, text);

    /// <summary>Random, so that 8 digits tell runs apart.</summary>
    public static Guid NewRunId()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        return new Guid(bytes);
    }

    private static bool Start(RunState run, string pipeline, string? version, Guid parentRunId, bool resumed)
    {
        long ticks = Stopwatch.GetTimestamp();
        run.Root.StartTicks = ticks;
        return SpanRecords.RunStart(ThreadRecorder.Current.PenFor(run.Engine!), run, ticks, pipeline, version, parentRunId, resumed);
    }
}
