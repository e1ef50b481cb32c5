using System.Collections.Immutable;
using Flujo.Engines;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>One run of a pipeline, step by step. Used by one flow at a time.</summary>
internal sealed class PipelineRun
{
    private static readonly TimeSpan ReadPatience = TimeSpan.FromSeconds(5);
    private readonly ImmutableArray<PipelineNode> _nodes;
    private readonly RunState _state;
    private readonly FlujoCapture _capture;
    private ImmutableList<StepResult> _history = [];
    private int _next;

    private PipelineRun(ImmutableArray<PipelineNode> nodes, RunState state, object? input, FlujoCapture capture)
    {
        _nodes = nodes;
        _state = state;
        _capture = capture;
        Value = input;
        Root = NodeSpan.Root(this, state.Root);
        RunId = (state.IsRecording ? state.RunId : Recorder.NewRunId()).ToString("n");
    }

    public string RunId { get; private init; }

    public NodeSpan Root { get; }

    public FlujoStatus Status { get; private set; }

    public Exception? Error { get; private set; }

    /// <summary>What the last step gave.</summary>
    public object? Value { get; private set; }

    /// <summary>The steps directly beneath the root that have ended.</summary>
    public ImmutableList<StepResult> History => _history;

    public static PipelineRun Start(
        string name, string? version, ImmutableArray<PipelineNode> nodes, object? input, bool isTraced, FlujoCapture capture)
    {
        RunState state = isTraced && TracingSwitch.IsOn
            ? Recorder.BeginRun(Names.Clean(name), version is null ? null : Names.Clean(version))
            : new RunState(engine: null, Ambient.Current);
        state.KeepsLedgers = true;
        var run = new PipelineRun(nodes, state, input, capture);
        if (capture.HasFlag(FlujoCapture.Input))
        {
            run.Root.AddPayload(PayloadKind.Input, input);
        }

        return run;
    }

    /// <summary>Goes on with a paused run. Where that is not possible, gives one that has failed and records nothing.</summary>
    public static async ValueTask<PipelineRun> ResumeAsync(
        string name, ImmutableArray<PipelineNode> nodes, string runId, object? answer, bool isTraced, FlujoCapture capture)
    {
        int position = 0;
        IReadOnlyList<StepResult> history = [];
        string? refusal = !isTraced || !TracingSwitch.IsOn
            ? "tracing is off, and only a store knows a paused run"
            : PausedPipeline.Find(name, nodes, runId, answer, ReadPatience, out position, out history);
        if (refusal is null && Resumption.TryResume(ProcessEngine.OfThisFlow ?? ProcessEngine.Current, runId, ReadPatience) is { } state)
        {
            state.KeepsLedgers = true;
            var run = new PipelineRun(nodes, state, answer, capture) { _history = [.. history], _next = position + 1 };
            await nodes[position].RunAsync(answer, run.Root, CancellationToken.None).ConfigureAwait(false);
            return run;
        }

        return new PipelineRun(nodes, new RunState(engine: null, Ambient.Current), answer, capture)
        {
            RunId = runId,
            Status = FlujoStatus.Failed,
            Error = new PipelineException(refusal ?? $"run {runId} was resumed by somebody else meanwhile"),
        };
    }

    public void Add(StepResult step) => _history = _history.Add(step);

    /// <summary>Runs the next step.</summary>
    /// <returns>False when there was none, or it did not succeed: then the run has ended.</returns>
    public async ValueTask<bool> StepAsync(CancellationToken cancellation)
    {
        if (Status != FlujoStatus.Running)
        {
            return false;
        }

        if (_next == _nodes.Length)
        {
            End(FlujoStatus.Completed);
            return false;
        }

        if (_nodes[_next] is PauseNode pause)
        {
            Pause(pause);
            return false;
        }

        using CancellationTokenSource? limited = LinkToBudget(cancellation);
        try
        {
            Value = await _nodes[_next++].RunAsync(Value, Root, limited?.Token ?? cancellation).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Error = error;
        }

        if (_state.Breach is { } breach)
        {
            Error = Error is null or OperationCanceledException ? new PipelineException(breach.Message) : Error;
            End(FlujoStatus.Failed);
        }
        else if (Error is not null)
        {
            End(Cancellation.IsOwn(Error, cancellation) ? FlujoStatus.Cancelled : FlujoStatus.Failed);
        }

        return Status == FlujoStatus.Running;
    }

    /// <summary>Ends the run as cancelled if it has not ended: whoever read the results did not want the rest.</summary>
    public void Abandon()
    {
        if (Status == FlujoStatus.Running)
        {
            End(FlujoStatus.Cancelled);
        }
    }

    /// <summary>The tree as the store has it; null where nothing was recorded.</summary>
    public TraceSpan? ReadTree() => _state.IsRecording ? StoredRun.ReadTree(_state.Engine!, RunId, ReadPatience) : null;

    /// <summary>Where the options limit every run, what is under way is cancelled as soon as a limit is broken.</summary>
    private CancellationTokenSource? LinkToBudget(CancellationToken cancellation) => _state is { IsRecording: true, Engine.Options.RunBudget: not null }
        ? CancellationTokenSource.CreateLinkedTokenSource(cancellation, _state.Budgets.OverBudget)
        : null;

    private void Pause(PauseNode pause)
    {
        string message;
        try
        {
            message = pause.MessageFor(Value);
        }
        catch (Exception error)
        {
            FailureReason.Of(error, $"message of the pause '{pause.Name}'");
            Error = error;
            End(FlujoStatus.Failed);
            return;
        }

        Root.AddPause(message);
        End(FlujoStatus.Paused);
    }

    private void End(FlujoStatus status)
    {
        Status = status;
        string? output = status == FlujoStatus.Completed && _capture.HasFlag(FlujoCapture.Output)
            ? PrivacySettings.Current.Values.Write(Value, PrivacySettings.MaxPayloadBytes)
            : null;
        Recorder.EndRun(_state, status, Error, Error is null ? null : FailureReason.Of(Error, place: null), output);
    }
}
