namespace Flujo.Recording;

/// <summary>The run that a step outside any run brings with it.</summary>
internal static class ImplicitRun
{
    /// <summary>Begins a run named after the step.</summary>
    /// <returns>Its root, not yet current; null when there is to be none.</returns>
    public static SpanScope? Begin(string name)
    {
        if (!Settings.Fixed.ImplicitRuns.Takes())
        {
            return null;
        }

        RunState run = Recorder.BeginRun(name, version: null);
        return run.IsRecording ? run.Root : null;
    }

    /// <summary>What is current in a step that brings no run.</summary>
    public static SpanScope LeftOut(SpanScope? outer) => new RunState(outer).Root;

    /// <summary>Whether a step that could not begin beneath a scope may bring a run.</summary>
    public static bool IsAllowed(SpanScope? outer) => !IsInsideRun(outer) && outer is not { Run.HasImplicitRuns: false };

    /// <summary>Ties the run's end to that of its one step.</summary>
    public static SpanScope? Beneath(SpanScope root, SpanScope? step)
    {
        if (step is null)
        {
            Recorder.EndRun(root.Run, FlujoStatus.Completed);
        }
        else
        {
            step.EndsMore = true;
        }

        return step;
    }

    /// <summary>Whether a scope is inside a run that goes on: then a span that could not begin there was dropped.</summary>
    private static bool IsInsideRun(SpanScope? scope) => scope is { Run: { IsRecording: true, HasEnded: false } };
}
