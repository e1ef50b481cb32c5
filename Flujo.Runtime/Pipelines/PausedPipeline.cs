using System.Collections.Immutable;
using Flujo.Engines;
using Flujo.Recording;

namespace Flujo.Pipelines;

/// <summary>Finds out whether a stored run can go on in a pipeline, and where.</summary>
internal static class PausedPipeline
{
    /// <returns>Why it cannot, or null.</returns>
    public static string? Find(
        string pipeline, ImmutableArray<PipelineNode> nodes, string runId, object? answer, TimeSpan patience, out int position, out IReadOnlyList<StepResult> history)
    {
        position = 0;
        history = [];
        Engine engine = ProcessEngine.OfThisFlow ?? ProcessEngine.Current;
        if (StoredRun.ReadTree(engine, runId, patience) is not { Status: FlujoStatus.Paused } root)
        {
            return StoredRun.WhyNotPaused(engine, runId, patience);
        }

        // Each part at the top has one span beneath the root, so their number says where the run stopped.
        position = root.Children.Count;
        if (root.Name != Names.Clean(pipeline) || position >= nodes.Length || nodes[position] is not PauseNode pause)
        {
            return $"run {runId} of pipeline '{root.Name}' has stopped after {position} steps, where this pipeline '{pipeline}' does not pause: it is another one, or it was changed meanwhile";
        }

        if (!pause.Takes(answer))
        {
            return $"run {runId} waits at '{pause.Name}' for a {pause.AnswerType.Name}, and was given {(answer is null ? "null" : $"a {answer.GetType().Name}")}";
        }

        history = StoredRun.ReadHistory(engine, runId, patience);
        return null;
    }
}
