using System.Collections.Immutable;
using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>Steps, and others in their place when they fail.</summary>
internal sealed class FallbackNode(string name, ImmutableArray<PipelineNode> primary, ImmutableArray<PipelineNode> fallback) : PipelineNode(name, SpanKind.Step)
{
    protected override async ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        try
        {
            return await PipelineBody.RunAsync(primary, value, span, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (!Cancellation.IsOwn(error, cancellation))
        {
            span.AddFallback(error, fallback.FirstOrDefault()?.CleanName);
        }

        return await PipelineBody.RunAsync(fallback, value, span, cancellation).ConfigureAwait(false);
    }
}
