using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>As <see cref="TaskTail"/>, for a task with a result.</summary>
internal sealed class TaskTail<T>(SpanScope scope, Task<T> task, CancellationToken own) : TaskCompletionSource<T>
{
    public Task<T> Follow()
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

    private void End()
    {
        TaskTail.EndSpan(scope, task, own);
        SetFromTask(task);
    }
}
