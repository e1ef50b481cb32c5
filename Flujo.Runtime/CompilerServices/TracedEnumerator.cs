using System.Collections;
using System.Diagnostics;

namespace Flujo.CompilerServices;

/// <summary>One enumeration of an iterator. It is over at the last item, too: callers that move by hand seldom dispose.</summary>
[StackTraceHidden]
internal sealed class TracedEnumerator<T>(IEnumerator<T> inner, EnumerationSpan span, CancellationToken own) : IEnumerator<T>
{
    public T Current => inner.Current;

    object? IEnumerator.Current => ((IEnumerator)inner).Current;

    public bool MoveNext()
    {
        StepInvocation place = span.Enter();
        bool hasItem;
        try
        {
            hasItem = inner.MoveNext();
        }
        catch (Exception error)
        {
            place.Leave();
            span.Fail(error, own);
            throw;
        }

        span.RememberPlace();
        place.Leave();
        span.Moved(hasItem);
        if (!hasItem)
        {
            span.Close();
        }

        return hasItem;
    }

    public void Reset() => inner.Reset();

    public void Dispose()
    {
        StepInvocation place = span.IsOpen ? span.Enter() : default;
        try
        {
            inner.Dispose();
        }
        catch (Exception error)
        {
            place.Leave();
            span.Fail(error, own);
            throw;
        }

        place.Leave();
        span.Close();
    }
}
