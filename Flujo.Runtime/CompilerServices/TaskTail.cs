using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>
/// Ends a span when a task ends, and then completes a task of its own with all of the first one's outcome: every inner exception, the cancellation token, no stack frame of
/// ours. So whoever awaits the step finds its span ended. <c>await</c> in an async method would keep one exception of several.
/// </summary>
internal sealed class TaskTail(SpanScope scope, Task task, CancellationToken own) : TaskCompletionSource
{
    public Task Follow()
    {
        if (task.IsCompleted)
        {
            End();
        }
        else
        {
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(End);
        }

        return Task;
    }

    /// <summary>Ends a span as a completed task says.</summary>
    public static void EndSpan(SpanScope scope, Task task, CancellationToken own)
    {
        if (task.IsCompletedSuccessfully)
        {
            Recorder.End(scope);
        }
        else
        {
            Recorder.End(scope, task.IsCanceled ? CancellationOf(task) : task.Exception!.InnerException, own);
        }
    }

    /// <summary>The very exception that cancelled the task: only it says whether a time-out stands behind it.</summary>
    private static Exception CancellationOf(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            return error;
        }

        return new TaskCanceledException(task);
    }

    private void End()
    {
        EndSpan(scope, task, own);
        SetFromTask(task);
    }
}
