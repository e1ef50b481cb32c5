namespace Flujo.Recording;

/// <summary>Tells cancellation that was asked for from an error.</summary>
internal static class Cancellation
{
    /// <summary>
    /// Whether an error is the answer to a request to cancel. With a token of its own a step is cancelled when that token was; without one, when the
    /// exception's token was, and no time-out stands behind it (an <c>HttpClient</c> that times out cancels a token of its own).
    /// </summary>
    public static bool IsOwn(Exception? error, CancellationToken own) =>
        error is OperationCanceledException cancelled
        && (own.CanBeCanceled
            ? own.IsCancellationRequested
            : cancelled.CancellationToken.IsCancellationRequested && cancelled.InnerException is not TimeoutException);
}
