using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>Branches at the same time.</summary>
internal sealed class ParallelNode(string name, ImmutableArray<BodyNode> branches, Func<object?[], object?> combine) : PipelineNode(name, SpanKind.Parallel)
{
    protected override async ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? firstError = null;
        var running = new Task<object?>[branches.Length];
        for (int i = 0; i < running.Length; i++)
        {
            BodyNode branch = branches[i];
            NodeSpan begun = branch.Begin(span); // here, so that the branches are in their order
            running[i] = Task.Run(() => RunAsync(branch, begun), CancellationToken.None);
        }

        object?[] results = await Task.WhenAll(running).ConfigureAwait(false);
        firstError?.Throw();
        span.Place = "combination of the branches' results";
        object? combined = combine(results);
        span.Place = null;
        return combined;

        // Never throws: the first error is the one that matters, and the others are often its consequence.
        async Task<object?> RunAsync(BodyNode branch, NodeSpan begun)
        {
            try
            {
                return await branch.RunInAsync(begun, value, whole.Token).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref firstError, ExceptionDispatchInfo.Capture(error), null);
                try
                {
                    await whole.CancelAsync().ConfigureAwait(false);
                }
                catch (AggregateException)
                {
                    // What a body has registered on its token threw; the branch's own error is the one to tell.
                }

                return null;
            }
        }
    }
}
