using Flujo.Recording;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>One part of a pipeline: a span around some work. Immutable, and run many times at once.</summary>
internal abstract class PipelineNode(string name, SpanKind kind)
{
    private string? _cleanName;

    /// <summary>The name as it was given.</summary>
    public string Name { get; } = name;

    /// <summary>The name as it is recorded. Not before the first run: the settings that say what is masked are fixed by then.</summary>
    public string CleanName => _cleanName ??= Names.Clean(Name);

    /// <summary>Does the work inside a span beneath another one.</summary>
    /// <param name="value">What the part before gave.</param>
    /// <param name="parent">The span to go beneath.</param>
    /// <param name="cancellation">The run's token, or one that is linked to it.</param>
    public async ValueTask<object?> RunAsync(object? value, NodeSpan parent, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return await RunInAsync(Begin(parent), value, cancellation).ConfigureAwait(false);
    }

    /// <summary>Begins the span, for callers that have to do so before the work begins.</summary>
    public NodeSpan Begin(NodeSpan parent) => parent.Begin(CleanName, kind);

    /// <summary>Does the work inside a span that has begun. What it makes current reaches its own flow only, because the method is async.</summary>
    public async ValueTask<object?> RunInAsync(NodeSpan span, object? value, CancellationToken cancellation)
    {
        span.MakeCurrent();
        try
        {
            object? result = await WorkAsync(value, span, cancellation).ConfigureAwait(false);
            span.Complete();
            return result;
        }
        catch (Exception error)
        {
            span.Fail(error, cancellation);
            throw;
        }
    }

    /// <summary>The work. Its span is current.</summary>
    protected abstract ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation);
}
