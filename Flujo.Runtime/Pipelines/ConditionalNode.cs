using System.Collections.Immutable;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>One of several branches.</summary>
internal sealed class ConditionalNode(
    string name, Func<object?, CancellationToken, Task<string>> key, ImmutableArray<BodyNode> branches, BodyNode? otherwise) : PipelineNode(name, SpanKind.Conditional)
{
    protected override async ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        span.Place = "choice of the branch";
        string taken = await key(value, cancellation).ConfigureAwait(false);
        span.Place = null;
        span.SetAttribute("branch", taken);
        BodyNode branch = branches.FirstOrDefault(each => each.Name == taken) ?? otherwise ?? throw new PipelineException(
            $"conditional '{Name}' has no branch '{taken ?? "null"}'; it has {string.Join(", ", branches.Select(static each => $"'{each.Name}'"))}. Add a When, or an Otherwise");
        return await branch.RunAsync(value, span, cancellation).ConfigureAwait(false);
    }
}
