using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Flujo.Lens.Store;

/// <summary>
/// Runs work that may hang where no time-out of its own reaches: in a system call on a dead network disk, say. The work
/// has a thread of its own, which is asked to stop and then left behind.
/// </summary>
internal static class Deadline
{
    /// <summary>How long the work may take to stop when it is asked to, so that it can close its files.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    /// <summary>The work's result; its own exception when it fails.</summary>
    /// <param name="timeout">How long the work may take.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancelled">Ends it earlier.</param>
    /// <param name="waiting">Called at times while it runs; may be null.</param>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static T Run<T>(TimeSpan timeout, Func<CancellationToken, T> work, CancellationToken cancelled = default, Action? waiting = null)
    {
        var stop = new CancellationTokenSource();
        var outcome = new TaskCompletionSource<T>();
        var thread = new Thread(() =>
        {
            try
            {
                outcome.SetResult(work(stop.Token));
            }
            catch (Exception error)
            {
                outcome.SetException(error);
            }
        })
        {
            IsBackground = true,
            Name = "flujo lens reader",
        };
        thread.Start();
        if (!Wait(outcome.Task, timeout, cancelled, waiting))
        {
            stop.Cancel();
            Task.WaitAny([outcome.Task], Grace);
            cancelled.ThrowIfCancellationRequested();
            throw new TimeoutException();
        }

        if (outcome.Task.Exception is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }

        return outcome.Task.Result;
    }

    /// <returns>False when it has not ended in time, or was cancelled.</returns>
    private static bool Wait(Task task, TimeSpan time, CancellationToken cancelled, Action? waiting)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                TimeSpan left = time - Stopwatch.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    return task.IsCompleted;
                }

                if (Task.WaitAny([task], (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), Tick.TotalMilliseconds), cancelled) == 0)
                {
                    return true;
                }

                waiting?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
