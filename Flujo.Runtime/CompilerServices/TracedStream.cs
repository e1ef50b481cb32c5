using System.Diagnostics;

namespace Flujo.CompilerServices;

/// <summary>A stream of which each enumeration is a span.</summary>
[StackTraceHidden]
internal sealed class TracedStream<T>(StepDeclaration step, int callSite, IAsyncEnumerable<T> stream, CancellationToken own, bool isPipeline, Action<InputCapture>? input)
    : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new TracedAsyncEnumerator<T>(
        stream.GetAsyncEnumerator(cancellationToken), new EnumerationSpan(step, callSite, isPipeline, input), own, cancellationToken);
}
