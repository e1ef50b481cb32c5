using System.Collections.Immutable;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>Steps one after the other: a nested pipeline, or a branch.</summary>
internal sealed class BodyNode(string name, SpanKind kind, ImmutableArray<PipelineNode> body) : PipelineNode(name, kind)
{
    protected override ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation) =>
        PipelineBody.RunAsync(body, value, span, cancellation);
}
