using Flujo.Diagnostics;
using Flujo.Engines;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>Goes on with runs that were paused, in this process or another.</summary>
internal static class Resumption
{
    /// <summary>Goes on with a paused run. Where there is none, or somebody else goes on with it already, a new run begins, with a note.</summary>
    public static RunState Resume(string? runId, TimeSpan patience)
    {
        Engine engine = ProcessEngine.OfThisFlow ?? ProcessEngine.Current;
        if (TryResume(engine, runId, patience) is { } run)
        {
            return run;
        }

        string reason = StoredRun.WhyNotPaused(engine, runId, patience);
        Notes.Write("resume_failed", $"{reason}; a new run begins in its place");
        RunState other = Recorder.BeginRun("resumed", version: null);
        if (other.IsRecording)
        {
            Recorder.Event(other, 1, "resume_failed", new KeyValuePair<string, AttributeValue>("reason", AttributeValue.Of(reason)));
        }

        return other;
    }

    /// <summary>Goes on with a paused run; null where there is none, or somebody else goes on with it already.</summary>
    public static RunState? TryResume(Engine engine, string? runId, TimeSpan patience)
    {
        if (StoredRun.Claim(engine, runId ?? "", patience) is not { } paused)
        {
            return null;
        }

        RunState run = Recorder.ResumeRun(engine, paused);
        if (run.IsRecording)
        {
            Recorder.Event(run, 1, "resume");
        }

        return run;
    }
}
