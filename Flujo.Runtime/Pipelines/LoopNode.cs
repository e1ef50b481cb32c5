using System.Collections.Immutable;
using System.Globalization;
using Flujo.Vocabulary;

namespace Flujo.Pipelines;

/// <summary>Iterations until a condition holds.</summary>
internal sealed class LoopNode(
    string name, ImmutableArray<PipelineNode> body, Func<object?, CancellationToken, Task<bool>> until, int maxIterations) : PipelineNode(name, SpanKind.Loop)
{
    private readonly BodyNode _iteration = new("iteration", SpanKind.Iteration, body);

    protected override async ValueTask<object?> WorkAsync(object? value, NodeSpan span, CancellationToken cancellation)
    {
        for (int number = 1; ; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            NodeSpan iteration = span.Begin(string.Create(CultureInfo.InvariantCulture, $"iteration {number}"), SpanKind.Iteration);
            iteration.SetAttribute("iteration", number);
            value = await _iteration.RunInAsync(iteration, value, cancellation).ConfigureAwait(false);
            span.Place = $"exit condition after iteration {number}";
            bool ends = await until(value, cancellation).ConfigureAwait(false);
            span.Place = null;
            if (ends || number == maxIterations)
            {
                span.SetAttribute("exit_reason", ends ? "condition" : "max_iterations");
                return value;
            }
        }
    }
}
