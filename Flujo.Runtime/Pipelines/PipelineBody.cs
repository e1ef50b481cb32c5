using System.Collections.Immutable;

namespace Flujo.Pipelines;

/// <summary>Builds the steps inside a loop, a branch or a fallback.</summary>
internal static class PipelineBody
{
    public static ImmutableArray<PipelineNode> Build<T, TNext>(string name, Func<Pipeline<T, T>, Pipeline<T, TNext>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Pipeline<T, TNext> built = body(new Pipeline<T, T>(name, null, []))
            ?? throw new ArgumentException($"The lambda that builds the steps of '{name}' gave null.", nameof(body));
        return WithoutPause(name, built.Nodes);
    }

    /// <exception cref="ArgumentException">There is a pause among them: a run can be resumed between the parts at the top only.</exception>
    public static ImmutableArray<PipelineNode> WithoutPause(string name, ImmutableArray<PipelineNode> nodes) => nodes.FirstOrDefault(static node => node is PauseNode) is { } pause
        ? throw new ArgumentException($"'{pause.Name}' pauses inside '{name}'; a run pauses at the top of its pipeline only.", nameof(nodes))
        : nodes;

    /// <summary>Runs steps one after the other, each on what the one before gave.</summary>
    public static async ValueTask<object?> RunAsync(ImmutableArray<PipelineNode> nodes, object? value, NodeSpan parent, CancellationToken cancellation)
    {
        foreach (PipelineNode node in nodes)
        {
            value = await node.RunAsync(value, parent, cancellation).ConfigureAwait(false);
        }

        return value;
    }
}
