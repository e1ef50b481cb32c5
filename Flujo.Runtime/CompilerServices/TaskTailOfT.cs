using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>As <see cref="TaskTail"/>, for a task with a result.</summary>
internal sealed class TaskTail<T>(SpanScope scope, Task<T> task, CancellationToken own, StepResultReader<T>? reader = null) : TaskCompletionSource<T>
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
        if (reader is not null && task.IsCompletedSuccessfully)
        {
            new StepResultSink(scope, scope).Read(reader, task.Result);
        }

        TaskTail.EndSpan(scope, task, own);
        SetFromTask(task);
    }
}
