using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>Something that a caller wants done on the store, by the one thread that writes to it.</summary>
internal abstract class StoreRequest
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    // Race: the caller whose patience ends against the drainer that begins. Both exchange the state, so either the caller gave up and nothing happens any more, or the work is being
    // done and the caller waits for its outcome.
    private int _state;

    /// <summary>Called by the drainer.</summary>
    /// <returns>False when nobody wants it any more.</returns>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Called by the drainer when the store did not take it: the next cycle tries again.</summary>
    public void PutBack() => Volatile.Write(ref _state, Waiting);

    /// <summary>Called by the drainer, once it has taken the request.</summary>
    public abstract void Do(StoreWriter writer);

    protected bool TryGiveUp() => Interlocked.CompareExchange(ref _state, GivenUp, Waiting) == Waiting;
}

/// <summary>A request with an answer. The drainer calls <see cref="Do"/>, the caller everything else.</summary>
internal sealed class StoreRequest<T>(Func<StoreWriter, T> work) : StoreRequest
    where T : class?
{
    private readonly TaskCompletionSource<T?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Do(StoreWriter writer) => _answer.SetResult(work(writer));

    /// <summary>Waits for the answer.</summary>
    /// <returns>False when it was not begun in time, and never will be.</returns>
    public bool TryWait(TimeSpan patience, out T? answer)
    {
        // A transaction that has begun is worth waiting for; one that fails is put back, and then given up at the next look.
        while (!_answer.Task.Wait(patience) && !TryGiveUp())
        {
            patience = TimeSpan.FromMilliseconds(50);
        }

        answer = _answer.Task.IsCompletedSuccessfully ? _answer.Task.Result : null;
        return _answer.Task.IsCompletedSuccessfully;
    }
}
