using System.Collections;
using System.Diagnostics;

namespace Flujo.CompilerServices;

/// <summary>What an iterator returned, and of which each enumeration is a span.</summary>
[StackTraceHidden]
internal sealed class TracedSequence<T>(StepDeclaration step, int callSite, IEnumerable<T> sequence, CancellationToken own, bool isPipeline, Action<InputCapture>? input)
    : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator() =>
        new TracedEnumerator<T>(sequence.GetEnumerator(), new EnumerationSpan(step, callSite, isPipeline, input), own);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
