using Flujo.Engines;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo;

/// <summary>
/// One execution of a pipeline. The first of <see cref="Complete"/>, <see cref="Fail"/> and <see cref="Cancel"/> wins. Disposed without any of them, the run is failed
/// when an exception passes through or a direct child failed, else completed. Thread-safe; nothing throws.
/// </summary>
public sealed class FlujoRun : IDisposable
{
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(5);
    private readonly RunState? _state;
    private readonly long _mark;
    private int _status;

    private FlujoRun(string runId, RunState? state)
    {
        RunId = runId;
        _state = state;
        _mark = ExceptionWatch.Mark();
        MakeCurrent();
    }

    /// <summary>32 lower-case hex digits, random.</summary>
    public string RunId { get; }

    /// <summary>How the run stands.</summary>
    public FlujoStatus Status => (FlujoStatus)Volatile.Read(ref _status);

    /// <summary>The run's spans as the store has them, or null when tracing is off or the store could not be read. Waits up to 5 s for the store.</summary>
    public TraceSpan? TraceTree => _state is { IsRecording: true } state ? StoredRun.ReadTree(state.Engine!, RunId, ReadPatience) : null;

    /// <summary>The root's direct children, in order, as the store has them. Empty when tracing is off. Waits up to 5 s for the store.</summary>
    public IReadOnlyList<StepResult> StepHistory =>
        _state is { IsRecording: true } state ? StoredRun.ReadHistory(state.Engine!, RunId, ReadPatience) : [];

    /// <summary>The first limit of a budget that this run, or a step of it, has broken; null when none is. Such a run ends as failed, whatever ends it.</summary>
    public FlujoBudgetBreach? BudgetBreach => _state?.Breach;

    /// <summary>Is cancelled when a budget of this run is broken: for programs that stop then, since nothing is stopped for them. Never cancelled when tracing is off.</summary>
    public CancellationToken OverBudget => _state is { IsRecording: true } state ? state.Budgets.OverBudget : CancellationToken.None;

    internal static FlujoRun Start(string pipeline, string? version, object? input)
    {
        RunState state = Recorder.BeginRun(pipeline, version is null ? null : Names.Clean(version));
        if (state.IsRecording && input is not null)
        {
            Recorder.Payload(state.Root, PayloadKind.Input, Write(input));
        }

        return new FlujoRun(IdOf(state), state);
    }

    internal static FlujoRun Untraced() => new(Recorder.NewRunId().ToString("n"), null);

    internal static FlujoRun Resume(string runId)
    {
        RunState state = Resumption.Resume(runId, ReadPatience);
        return new FlujoRun(state.IsRecording ? IdOf(state) : Recorder.NewRunId().ToString("n"), state);
    }

    /// <summary>Ends the run as completed.</summary>
    /// <param name="output">The final output; recorded as text when it is not null.</param>
    public void Complete(object? output = null) => End(FlujoStatus.Completed, output: output);

    /// <summary>Ends the run as failed.</summary>
    public void Fail(Exception error) => End(FlujoStatus.Failed, error ?? new InvalidOperationException("the run failed"));

    /// <summary>Ends the run as cancelled.</summary>
    public void Cancel() => End(FlujoStatus.Cancelled);

    /// <summary>Stops the run for now; <see cref="FlujoTrace.ResumeRun"/> goes on, in this process or another.</summary>
    /// <param name="message">What it waits for.</param>
    public void Pause(string message)
    {
        if (Interlocked.CompareExchange(ref _status, (int)FlujoStatus.Paused, (int)FlujoStatus.Running) == (int)FlujoStatus.Running
            && _state is { IsRecording: true } state)
        {
            Recorder.PauseEvent(state, message);
            Recorder.EndRun(state, FlujoStatus.Paused);
        }
    }

    /// <summary>Limits what the run may use, in place of <see cref="FlujoOptions.RunBudget"/>; set it before the first step. What was used so far counts. Of a run that was
    /// resumed, what this process uses counts.</summary>
    public void SetBudget(FlujoBudget budget)
    {
        if (_state is { IsRecording: true } state)
        {
            state.Budgets.Limit(budget);
        }
    }

    /// <summary>Makes the run current in this flow: needed after <c>StartRun</c> in an async method, whose caller it does not reach by itself.</summary>
    public void MakeCurrent()
    {
        if (_state is not null)
        {
            Ambient.Enter(_state.Root);
        }
    }

    /// <summary>Ends the run if nobody has, and gives its place back. Does no I/O.</summary>
    public void Dispose()
    {
        if (Status != FlujoStatus.Running)
        {
            // Ended by name: only the place is left to give back.
        }
        else if (!ExceptionWatch.IsPassing(_mark, out Exception? error))
        {
            SpanScope? root = _state?.Root;
            bool failed = root is not null && (root.ChildFailed || root.MarkedFailed);
            End(failed ? FlujoStatus.Failed : FlujoStatus.Completed, feedback: failed && !root!.MarkedFailed ? Recorder.AStepFailed : null);
        }
        else if (Cancellation.IsOwn(error, CancellationToken.None))
        {
            End(FlujoStatus.Cancelled, error);
        }
        else
        {
            End(FlujoStatus.Failed, error, feedback: error is null ? "an exception passed through" : null);
        }

        if (_state is not null)
        {
            Ambient.Leave(_state.Root);
        }
    }

    private static string IdOf(RunState state) => (state.IsRecording ? state.RunId : Recorder.NewRunId()).ToString("n");

    private static string Write(object value) => PrivacySettings.Current.Values.Write(value, PrivacySettings.MaxPayloadBytes);

    private void End(FlujoStatus status, Exception? error = null, string? feedback = null, object? output = null)
    {
        if (BudgetBreach is not null)
        {
            status = FlujoStatus.Failed;
        }

        if (Interlocked.CompareExchange(ref _status, (int)status, (int)FlujoStatus.Running) == (int)FlujoStatus.Running
            && _state is { IsRecording: true } state)
        {
            Recorder.EndRun(state, status, error, feedback, output is null ? null : Write(output));
        }
    }
}
