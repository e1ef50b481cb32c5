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

    /// <summary>The work's result; its own exception when it fails.</summary>
    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public static T Run<T>(TimeSpan timeout, Func<CancellationToken, T> work)
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
        if (!Wait(outcome.Task, timeout))
        {
            stop.Cancel();
            Wait(outcome.Task, Grace);
            throw new TimeoutException();
        }

        if (outcome.Task.Exception is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
        }

        return outcome.Task.Result;
    }

    private static bool Wait(Task task, TimeSpan time) => Task.WaitAny([task], time) == 0;
}
