using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using Flujo.Engines;
using Flujo.Journal;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.CompilerServices;

/// <summary>
/// What generated code calls. Nothing here throws. The shape of the calls is a contract with the generator of the same version: see ARCHITECTURE.md.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static partial class StepRuntime
{
    /// <summary>Whether wrappers record at all. A constant to the JIT.</summary>
    public static bool IsEnabled
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TracingSwitch.IsOn;
    }

    /// <summary>Takes the steps that an assembly declares, once, from its module initializer.</summary>
    public static void DeclareSteps(string program, string version, StepDeclaration[] steps) =>
        StepCatalogue.Add(steps.Select(step => new DeclaredStep(
            program, version, step.Name, step.Kind.ToSpanKind(), step.Method, step.File, step.Line, step.MaxAttempts, step.Capture)));

    /// <summary>Takes a JsonSerializerContext of the program's, which is made when a value is first written.</summary>
    public static void DeclareJsonTypes(Func<IJsonTypeInfoResolver> context) => ProjectJsonTypes.Instance.Add(context);

    /// <summary>Takes the call sites of a source file.</summary>
    /// <param name="file">The file, relative to the project.</param>
    /// <param name="lines">The lines, 1-based.</param>
    /// <returns>The id of the first call site; the others follow in order.</returns>
    public static int DeclareCallSites(string file, int[] lines) => ConstantTable.AddCallSites(file, lines);

    /// <summary>Begins a step. Outside any run it brings a run of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static StepInvocation Begin(StepDeclaration step, int callSite)
    {
        SpanScope? parent = Ambient.Current;
        if (parent is not { Run.IsRecording: true } || Recorder.Begin(parent, step.NameId, callSite, step.SpanKind) is not { } scope)
        {
            return BeginOutsideRun(step, callSite, parent);
        }

        if (step.Budget is { } budget)
        {
            scope.Run.Budgets.Limit(scope, budget);
        }

        return new StepInvocation(scope, parent);
    }

    /// <summary>Begins a call of a pipeline method: a run, or inside a run a span of it.</summary>
    public static StepInvocation BeginPipeline(StepDeclaration step, int callSite)
    {
        SpanScope? parent = Ambient.Current;
        if (parent is { Run: { IsRecording: true, HasEnded: false } })
        {
            return Begin(step, callSite);
        }

        if (parent is { Run.IsSuppressed: true })
        {
            return default;
        }

        RunState run = Recorder.BeginRun(step.Name, step.Version);
        return run.IsRecording ? new StepInvocation(run.Root, parent) : default;
    }

    /// <summary>Begins a leaf. One that brings a run with it, one with a budget, and one within a leaf, which broke its promise, is an ordinary step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LeafInvocation BeginLeaf(StepDeclaration step, int callSite)
    {
        ThreadRecorder thread = ThreadRecorder.Current;
        if (thread.Leaf.Parent is not null || step.Budget is not null || LiveActivities.IsListened || Ambient.Current is not { Run.IsRecording: true } parent
            || parent.Run.NextSpanNo() is not (var spanNo and not 0))
        {
            return new LeafInvocation(Begin(step, callSite));
        }

        RunState run = parent.Run;
        run.Engine!.NeedConstants(step.NameId, callSite);
        thread.Leaf.Parent = parent;
        thread.Leaf.SpanNo = spanNo;
        ThreadWriter pen = thread.PenFor(run.Engine);
        long ticks = Stopwatch.GetTimestamp();
        if (SpanRecords.SpanStart(pen, run, spanNo, parent.SpanNo, step.NameId, callSite, step.SpanKind, ticks))
        {
            if (run.CountsAttempts)
            {
                Recorder.CountFirstAttempt(run, step.SpanKind);
            }

            return new LeafInvocation(parent, spanNo, ticks);
        }

        thread.Leaf = default;
        return default;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static StepInvocation BeginOutsideRun(StepDeclaration step, int callSite, SpanScope? outer)
    {
        if (!ImplicitRun.IsAllowed(outer))
        {
            // Its start was dropped, or the flow is switched off. There, what a step says of itself must not count for a pipeline's step around it.
            return outer is { Run: { IsRecording: false, KeepsLedgers: true } }
                ? new StepInvocation(new SpanScope(outer.Run, outer, 0, step.SpanKind), outer)
                : default;
        }

        if (ImplicitRun.Begin(step.Name) is not { } root)
        {
            return new StepInvocation(ImplicitRun.LeftOut(outer), outer);
        }

        if (ImplicitRun.Beneath(root, Recorder.Begin(root, step.NameId, callSite, step.SpanKind)) is not { } scope)
        {
            return default;
        }

        if (step.Budget is { } budget)
        {
            scope.Run.Budgets.Limit(scope, budget);
        }

        return new StepInvocation(scope, outer);
    }
}
