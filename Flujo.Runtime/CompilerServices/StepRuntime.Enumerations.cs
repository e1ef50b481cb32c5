using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Flujo.CompilerServices;

/// <content>Streams and iterators: steps that run while their result is enumerated.</content>
public static partial class StepRuntime
{
    /// <summary>Makes each enumeration of a stream a span: it opens at the first move and ends when the enumerator is disposed.</summary>
    /// <param name="step">The step.</param>
    /// <param name="callSite">Where it is called.</param>
    /// <param name="stream">What the step returned.</param>
    /// <param name="own">The step's own token.</param>
    /// <param name="isPipeline">Whether an enumeration outside any run is a run.</param>
    /// <param name="input">Records the arguments when an enumeration begins, or null.</param>
    [return: NotNullIfNotNull(nameof(stream))]
    public static IAsyncEnumerable<T>? Enumerate<T>(
        StepDeclaration step, int callSite, IAsyncEnumerable<T>? stream, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        stream is null ? null : new TracedStream<T>(step, callSite, stream, own, isPipeline, input);

    /// <summary>As above, for a step that returns the enumerator itself.</summary>
    [return: NotNullIfNotNull(nameof(enumerator))]
    public static IAsyncEnumerator<T>? Enumerate<T>(
        StepDeclaration step, int callSite, IAsyncEnumerator<T>? enumerator, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        enumerator is null ? null : new TracedAsyncEnumerator<T>(enumerator, new EnumerationSpan(step, callSite, isPipeline, input), own, default);

    /// <summary>Makes each enumeration of an iterator a span. An override that is none hands out its own object.</summary>
    [return: NotNullIfNotNull(nameof(sequence))]
    public static IEnumerable<T>? Enumerate<T>(
        StepDeclaration step, int callSite, IEnumerable<T>? sequence, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        IsIterator<T>(sequence) ? new TracedSequence<T>(step, callSite, sequence, own, isPipeline, input) : sequence;

    /// <summary>As above, for a step that returns the enumerator itself.</summary>
    [return: NotNullIfNotNull(nameof(enumerator))]
    public static IEnumerator<T>? Enumerate<T>(
        StepDeclaration step, int callSite, IEnumerator<T>? enumerator, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        enumerator is null ? null : new TracedEnumerator<T>(enumerator, new EnumerationSpan(step, callSite, isPipeline, input), own);

    /// <summary>As above, without a type: the compiler makes it a sequence of objects all the same.</summary>
    [return: NotNullIfNotNull(nameof(sequence))]
    public static IEnumerable? Enumerate(StepDeclaration step, int callSite, IEnumerable? sequence, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        sequence is IEnumerable<object?> objects ? Enumerate(step, callSite, objects, own, isPipeline, input) : sequence;

    /// <summary>As above, without a type, for a step that returns the enumerator itself.</summary>
    [return: NotNullIfNotNull(nameof(enumerator))]
    public static IEnumerator? Enumerate(StepDeclaration step, int callSite, IEnumerator? enumerator, CancellationToken own, bool isPipeline, Action<InputCapture>? input = null) =>
        enumerator is IEnumerator<object?> objects ? Enumerate(step, callSite, objects, own, isPipeline, input) : enumerator;

    /// <summary>The objects that the compiler makes of iterators are enumerators, too; collections are not.</summary>
    private static bool IsIterator<T>([NotNullWhen(true)] IEnumerable<T>? sequence) => sequence is IEnumerator<T>;
}
