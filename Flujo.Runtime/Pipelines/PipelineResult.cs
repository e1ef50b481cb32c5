using System.Runtime.ExceptionServices;
using Flujo.Pipelines;

namespace Flujo;

/// <summary>
/// How a run of a pipeline stands: the last one of a run says how it ended. What it says is known to this process and does not depend on tracing; only <see cref="TraceTree"/> is read
/// from the store. Thread-safe.
/// </summary>
/// <typeparam name="TOut">What comes out of the pipeline.</typeparam>
public sealed class PipelineResult<TOut>
{
    private readonly PipelineRun _run;
    private TraceSpan? _tree;

    internal PipelineResult(PipelineRun run)
    {
        _run = run;
        Status = run.Status;
        Error = run.Error;
        StepHistory = run.History;
        Output = Status == FlujoStatus.Completed ? (TOut?)run.Value : default;
        foreach (StepResult step in StepHistory)
        {
            TotalCostUsd = step.CostUsd is { } cost ? (TotalCostUsd ?? 0) + cost : TotalCostUsd;
            TotalTokens += step.TokenCounts;
        }
    }

    /// <summary>Whether the run completed.</summary>
    public bool Success => Status == FlujoStatus.Completed;

    /// <summary>What came out; the default value unless <see cref="Success"/>.</summary>
    public TOut? Output { get; }

    /// <summary>32 lower-case hex digits; what <c>flujo lens show</c> asks for.</summary>
    public string RunId => _run.RunId;

    /// <summary>Running while steps are left, else how the run ended.</summary>
    public FlujoStatus Status { get; }

    /// <summary>The very exception that ended the run, or null.</summary>
    public Exception? Error { get; }

    /// <summary>The run's spans as the store has them. Null when tracing is off or the store could not be read. Waits up to 5 s for the store.</summary>
    public TraceSpan? TraceTree
    {
        get
        {
            TraceSpan? tree = _tree ?? _run.ReadTree();
            if (Status != FlujoStatus.Running)
            {
                _tree = tree;
            }

            return tree;
        }
    }

    /// <summary>The pipeline's steps that have ended, in order. Loops, conditionals and the like are one step each.</summary>
    public IReadOnlyList<StepResult> StepHistory { get; }

    /// <summary>What all steps cost, in US dollars; null when nothing is known.</summary>
    public decimal? TotalCostUsd { get; }

    /// <summary>Input and output tokens of all steps.</summary>
    public long TotalTokens { get; }

    /// <summary>The output, or the exception that ended the run, thrown again as it was.</summary>
    /// <exception cref="InvalidOperationException">The run has not ended, or ended without output and without an exception.</exception>
    public TOut OutputOrThrow()
    {
        if (Success)
        {
            return Output!;
        }

        if (Error is { } error)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        throw new InvalidOperationException($"The run {RunId} has no output: it is {Status.ToString().ToLowerInvariant()}.");
    }
}
