using System.Runtime.CompilerServices;
using Flujo.Pipelines;

namespace Flujo;

/// <summary>
/// Runs a pipeline. Each run is recorded under the pipeline's name, and its steps beneath it; what fails fails the result, and nothing is thrown. Immutable and thread-safe: any number of
/// runs may go on at once. Steps run one after the other in the flow of whoever reads the results, on whatever thread the last one ended on.
/// </summary>
/// <typeparam name="TIn">What goes in.</typeparam>
/// <typeparam name="TOut">What comes out.</typeparam>
public sealed class FlujoRunner<TIn, TOut>
{
    private readonly Pipeline<TIn, TOut> _pipeline;
    private readonly bool _enableTracing;
    private readonly FlujoCapture _capture;

    /// <summary>A runner for a pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="enableTracing">False: nothing inside the runs is recorded, <c>[FlujoStep]</c> methods included. The results are the same, without a tree.</param>
    /// <param name="capture">What of a run's input and final output is recorded; nothing by default.</param>
    public FlujoRunner(Pipeline<TIn, TOut> pipeline, bool enableTracing = true, FlujoCapture capture = FlujoCapture.None)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipeline = pipeline;
        _enableTracing = enableTracing;
        _capture = capture;
    }

    /// <summary>
    /// Runs the pipeline as the results are read: one after each step that completed, with the status <c>Running</c> and the history so far, and at the end the final one. Each
    /// enumeration is a run of its own. Whoever stops reading cancels the run; the next step does not begin.
    /// </summary>
    /// <param name="input">What the pipeline works on.</param>
    /// <param name="cancellation">Handed to every step. A cancelled run ends with the status <c>Cancelled</c>; nothing is thrown.</param>
    public async IAsyncEnumerable<PipelineResult<TOut>> RunAsync(TIn input, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        PipelineRun run = Start(input);
        try
        {
            while (await run.StepAsync(cancellation).ConfigureAwait(false))
            {
                yield return new PipelineResult<TOut>(run);
            }

            yield return new PipelineResult<TOut>(run);
        }
        finally
        {
            run.Abandon();
        }
    }

    /// <summary>Runs the pipeline to its end.</summary>
    /// <param name="input">What the pipeline works on.</param>
    /// <param name="cancellation">Handed to every step. A cancelled run ends with the status <c>Cancelled</c>; nothing is thrown.</param>
    public Task<PipelineResult<TOut>> ExecuteAsync(TIn input, CancellationToken cancellation = default) => FinishAsync(Start(input), cancellation);

    /// <summary>
    /// Goes on with a run that is paused at a <c>Pause</c> of this pipeline, also one of another process that uses the same store. Its steps so far are not run again; they are
    /// in the history. A run that is not paused, or not there, or one of another pipeline, gives a failed result that says so, and stays as it is.
    /// </summary>
    /// <param name="runId">The run's full id.</param>
    /// <param name="answer">What the run waited for: of the type that its pause names.</param>
    /// <param name="cancellation">Handed to every step.</param>
    public async Task<PipelineResult<TOut>> ResumeAsync<TAnswer>(string runId, TAnswer answer, CancellationToken cancellation = default)
    {
        PipelineRun run = await PipelineRun.ResumeAsync(
            _pipeline.Name, _pipeline.Nodes, (runId ?? "").Trim().ToLowerInvariant(), answer, _enableTracing, _capture).ConfigureAwait(false);
        return await FinishAsync(run, cancellation).ConfigureAwait(false);
    }

    private static async Task<PipelineResult<TOut>> FinishAsync(PipelineRun run, CancellationToken cancellation)
    {
        while (await run.StepAsync(cancellation).ConfigureAwait(false))
        {
            // Each step is in the history already.
        }

        return new PipelineResult<TOut>(run);
    }

    private PipelineRun Start(TIn input) => PipelineRun.Start(_pipeline.Name, _pipeline.Version, _pipeline.Nodes, input, _enableTracing, _capture);
}
