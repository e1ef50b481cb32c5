using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <content>Steps with more than one attempt.</content>
public static partial class StepRuntime
{
    /// <summary>Runs a synchronous step until it succeeds or its attempts are used up.</summary>
    /// <param name="step">The step.</param>
    /// <param name="callSite">Where it is called.</param>
    /// <param name="body">One attempt.</param>
    /// <param name="own">The step's own token; it ends the wait between attempts.</param>
    /// <param name="firstError">The error of a first attempt that the wrapper made itself, because tracing is off.</param>
    /// <param name="input">Records the arguments, or null.</param>
    /// <param name="reader">Reads the result, or null.</param>
    public static T Run<T>(
        StepDeclaration step,
        int callSite,
        Func<T> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null,
        StepResultReader<T>? reader = null)
    {
        var attempts = AttemptLoop.Begin(step, callSite, own, firstError);
        attempts.Capture(input);
        while (true)
        {
            StepInvocation attempt = default;
            try
            {
                attempts.Wait();
                attempt = attempts.Next();
                T result = body();
                attempts.Read(attempt, result, reader);
                attempt.Complete();
                attempts.Complete(attempt);
                return result;
            }
            catch (Exception error)
            {
                attempt.Fail(error, own);
                if (!attempts.GoesOn(error))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>As <see cref="Run{T}"/>, without a result.</summary>
    public static void Run(
        StepDeclaration step, int callSite, Action body, CancellationToken own, Exception? firstError = null, Action<InputCapture>? input = null) =>
        Run(step, callSite, () =>
        {
            body();
            return true;
        }, own, firstError, input);

    /// <summary>Runs an asynchronous step until it succeeds or its attempts are used up.</summary>
    public static async Task<T> RunAsync<T>(
        StepDeclaration step,
        int callSite,
        Func<Task<T>> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null,
        StepResultReader<T>? reader = null)
    {
        var attempts = AttemptLoop.Begin(step, callSite, own, firstError);
        attempts.Capture(input);
        while (true)
        {
            StepInvocation attempt = default;
            try
            {
                await attempts.WaitAsync().ConfigureAwait(false);
                await attempts.Caller;
                attempt = attempts.Next();
                T result = await body().ConfigureAwait(false);
                attempts.Read(attempt, result, reader);
                attempt.Complete();
                attempts.Complete(attempt);
                return result;
            }
            catch (Exception error)
            {
                attempt.Fail(error, own);
                if (!attempts.GoesOn(error))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>, without a result.</summary>
    public static Task RunAsync(
        StepDeclaration step, int callSite, Func<Task> body, CancellationToken own, Exception? firstError = null, Action<InputCapture>? input = null) =>
        RunAsync(step, callSite, async Task<bool> () =>
        {
            await body().ConfigureAwait(false);
            return true;
        }, own, firstError, input);

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>.</summary>
    public static ValueTask<T> RunAsync<T>(
        StepDeclaration step,
        int callSite,
        Func<ValueTask<T>> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null,
        StepResultReader<T>? reader = null) =>
        new(RunAsync(step, callSite, Task<T> () => body().AsTask(), own, firstError, input, reader));

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>, without a result.</summary>
    public static ValueTask RunAsync(
        StepDeclaration step,
        int callSite,
        Func<ValueTask> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null) =>
        new(RunAsync(step, callSite, async Task<bool> () =>
        {
            await body().ConfigureAwait(false);
            return true;
        }, own, firstError, input));

    /// <summary>Whether, with tracing off, another attempt follows the error of the first.</summary>
    public static bool IsRetried(StepDeclaration step, Exception error, CancellationToken own) =>
        step.MaxAttempts > 1 && !Cancellation.IsOwn(error, own);
}
