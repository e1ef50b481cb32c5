using System.Diagnostics;
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
        Run(step, callSite, [StackTraceHidden] () =>
        {
            body();
            return true;
        }, own, firstError, input);

    /// <summary>Runs an asynchronous step until it succeeds or its attempts are used up.</summary>
    public static Task<T> RunAsync<T>(
        StepDeclaration step,
        int callSite,
        Func<Task<T>> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null,
        StepResultReader<T>? reader = null) =>
        AttemptAsync(step, callSite, body, own, firstError, input, reader);

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>, without a result.</summary>
    public static Task RunAsync(
        StepDeclaration step, int callSite, Func<Task> body, CancellationToken own, Exception? firstError = null, Action<InputCapture>? input = null) =>
        AttemptAsync<object?>(step, callSite, body, own, firstError, input, reader: null);

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>.</summary>
    public static ValueTask<T> RunAsync<T>(
        StepDeclaration step,
        int callSite,
        Func<ValueTask<T>> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null,
        StepResultReader<T>? reader = null) =>
        new(AttemptAsync(step, callSite, [StackTraceHidden] () => body().AsTask(), own, firstError, input, reader));

    /// <summary>As <see cref="RunAsync{T}(StepDeclaration, int, Func{Task{T}}, CancellationToken, Exception?, Action{InputCapture}?, StepResultReader{T}?)"/>, without a result.</summary>
    public static ValueTask RunAsync(
        StepDeclaration step,
        int callSite,
        Func<ValueTask> body,
        CancellationToken own,
        Exception? firstError = null,
        Action<InputCapture>? input = null) =>
        new(AttemptAsync<object?>(step, callSite, [StackTraceHidden] () => body().AsTask(), own, firstError, input, reader: null));

    /// <summary>Whether, with tracing off, another attempt follows the error of the first.</summary>
    public static bool IsRetried(StepDeclaration step, Exception error, CancellationToken own) =>
        step.MaxAttempts > 1 && !Cancellation.IsOwn(error, own);

    /// <summary>The one async method on the way, and so the one frame of ours in a stack trace. There is a result where the task is a <see cref="Task{T}"/>.</summary>
    private static async Task<T> AttemptAsync<T>(
        StepDeclaration step, int callSite, Func<Task> body, CancellationToken own, Exception? firstError, Action<InputCapture>? input, StepResultReader<T>? reader)
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
                Task task = body();
                await task.ConfigureAwait(false);
                T result = task is Task<T> { Result: var value } ? value : default!;
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
}
