using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Flujo.CompilerServices;

/// <summary>
/// One enumeration of a stream. It is the source of its own moves, so that waiting for an item allocates nothing more than it does
/// without tracing, and adds no frame to a stack trace.
/// </summary>
[StackTraceHidden]
internal sealed class TracedAsyncEnumerator<T>(IAsyncEnumerator<T> inner, EnumerationSpan span, CancellationToken own, CancellationToken callers)
    : IAsyncEnumerator<T>, IValueTaskSource<bool>
{
    // Completes on whichever thread completes the move, as the stream itself would.
    private ManualResetValueTaskSourceCore<bool> _source;
    private ConfiguredValueTaskAwaitable<bool>.ConfiguredValueTaskAwaiter _pending;
    private Action? _moved;

    public T Current => inner.Current;

    /// <summary>The token by which this enumeration was cancelled, if it was: the step's own one, or the caller's.</summary>
    private CancellationToken Token => own.IsCancellationRequested || !callers.CanBeCanceled ? own : callers;

    public ValueTask<bool> MoveNextAsync()
    {
        StepInvocation place = span.Enter();
        ValueTask<bool> move;
        try
        {
            move = inner.MoveNextAsync();
        }
        catch (Exception error)
        {
            place.Leave();
            span.Fail(error, Token);
            throw;
        }

        place.Leave();
        if (!move.IsCompleted)
        {
            _source.Reset();
            _pending = move.ConfigureAwait(false).GetAwaiter();
            _pending.UnsafeOnCompleted(_moved ??= Moved);
            return new ValueTask<bool>(this, _source.Version);
        }

        if (!move.IsCompletedSuccessfully)
        {
            return new ValueTask<bool>(Failed(move.AsTask()));
        }

        bool hasItem = move.Result;
        span.Moved(hasItem);
        return new ValueTask<bool>(hasItem);
    }

    public ValueTask DisposeAsync()
    {
        if (!span.IsOpen)
        {
            return inner.DisposeAsync();
        }

        StepInvocation place = span.Enter();
        ValueTask disposal;
        try
        {
            disposal = inner.DisposeAsync();
        }
        catch (Exception error)
        {
            place.Leave();
            span.Fail(error, Token);
            throw;
        }

        place.Leave();
        if (!disposal.IsCompletedSuccessfully)
        {
            return CloseAsync(disposal);
        }

        disposal.GetAwaiter().GetResult();
        span.Close();
        return default;
    }

    public bool GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Moved()
    {
        bool hasItem;
        try
        {
            hasItem = _pending.GetResult();
        }
        catch (Exception error)
        {
            span.Fail(error, Token);
            _source.SetException(error);
            return;
        }

        span.Moved(hasItem);
        _source.SetResult(hasItem);
    }

    private Task<bool> Failed(Task<bool> move)
    {
        try
        {
            move.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            span.Fail(error, Token);
        }

        return move;
    }

    private async ValueTask CloseAsync(ValueTask disposal)
    {
        try
        {
            await disposal.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            span.Fail(error, Token);
            throw;
        }

        span.Close();
    }
}
