using System.ComponentModel;
using System.Runtime.CompilerServices;
using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>One call of a step, in the hands of generated code. A mutable struct: call its members on the local that holds it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StepInvocation
{
    private readonly SpanScope? _scope;
    private readonly SpanScope? _outer;
    private readonly ExecutionContext? _before;
    private readonly ExecutionContext? _during;

    /// <summary>Makes a scope current until the end of the call.</summary>
    /// <param name="scope">A span, or a scope in which nothing is recorded.</param>
    /// <param name="outer">What is current again afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal StepInvocation(SpanScope scope, SpanScope? outer)
    {
        _scope = scope;
        _outer = outer;
        _before = ExecutionContext.Capture();
        Ambient.Enter(scope);
        _during = ExecutionContext.Capture();
    }

    internal readonly SpanScope? Scope => _scope;

    /// <summary>Whether anything is recorded.</summary>
    public readonly bool IsRecording => _scope is { Run.IsRecording: true };

    /// <summary>Makes the step current in this flow again: for iterators, which go on in the flow of whoever asks for the next item.</summary>
    public readonly void Enter()
    {
        if (_scope is not null)
        {
            Ambient.Enter(_scope);
        }
    }

    /// <summary>The step came to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Complete()
    {
        if (_scope is { } scope)
        {
            if (scope.Run.IsRecording)
            {
                Recorder.End(scope);
            }

            Leave();
        }
    }

    /// <summary>As <see cref="Complete()"/>, with a result of which something is to be recorded.</summary>
    public readonly void Complete<T>(T result, StepResultReader<T> reader)
    {
        Read(result, reader);
        Complete();
    }

    /// <summary>Begins to record the arguments; null where nothing is recorded.</summary>
    public readonly InputCapture? BeginInput() => _scope is { Run.IsRecording: true, Ended: false } scope ? new InputCapture(scope.Run, scope.SpanNo) : null;

    /// <summary>The step threw. Call it from a catch block that throws on.</summary>
    public readonly void Fail(Exception error) => Fail(error, CancellationToken.None);

    /// <summary>The step threw, and has a token of its own.</summary>
    public readonly void Fail(Exception error, CancellationToken own)
    {
        if (_scope is { } scope)
        {
            if (scope.Run.IsRecording)
            {
                Recorder.End(scope, error, own);
            }

            Leave();
        }
    }

    /// <summary>Ends the span when the task ends; gives the caller's place back at once.</summary>
    /// <returns>A task with the same outcome: the very same one when it has completed successfully.</returns>
    public readonly Task Follow(Task task, CancellationToken own = default)
    {
        if (_scope is not { } scope)
        {
            return task;
        }

        Leave();
        if (!scope.Run.IsRecording)
        {
            return task;
        }

        if (task is null || task.IsCompletedSuccessfully)
        {
            Recorder.End(scope);
            return task!;
        }

        return new TaskTail(scope, task, own).Follow();
    }

    /// <summary>As <see cref="Follow(Task, CancellationToken)"/>.</summary>
    public readonly Task<T> Follow<T>(Task<T> task, CancellationToken own = default)
    {
        if (_scope is not { } scope)
        {
            return task;
        }

        Leave();
        if (!scope.Run.IsRecording)
        {
            return task;
        }

        if (task is null || task.IsCompletedSuccessfully)
        {
            Recorder.End(scope);
            return task!;
        }

        return new TaskTail<T>(scope, task, own).Follow();
    }

    /// <summary>As <see cref="Follow{T}(Task{T}, CancellationToken)"/>, with a result of which something is to be recorded.</summary>
    public readonly Task<T> Follow<T>(Task<T> task, StepResultReader<T> reader, CancellationToken own = default)
    {
        if (_scope is not { Run.IsRecording: true } scope || task is null)
        {
            return Follow(task!, own);
        }

        if (task.IsCompletedSuccessfully)
        {
            Read(task.Result, reader);
            return Follow(task, own);
        }

        Leave();
        return new TaskTail<T>(scope, task, own, reader).Follow();
    }

    /// <summary>As <see cref="Follow{T}(Task{T}, StepResultReader{T}, CancellationToken)"/>; the value task is consumed at most once.</summary>
    public readonly ValueTask<T> Follow<T>(ValueTask<T> task, StepResultReader<T> reader, CancellationToken own = default)
    {
        if (_scope is not { Run.IsRecording: true })
        {
            return Follow(task, own);
        }

        if (!task.IsCompletedSuccessfully)
        {
            return new ValueTask<T>(Follow(task.AsTask(), reader, own));
        }

        T result = task.Result;
        Complete(result, reader);
        return new ValueTask<T>(result);
    }

    /// <summary>As <see cref="Follow(Task, CancellationToken)"/>; the value task is consumed at most once.</summary>
    public readonly ValueTask Follow(ValueTask task, CancellationToken own = default)
    {
        if (_scope is { } scope && scope.Run.IsRecording && !task.IsCompletedSuccessfully)
        {
            return new ValueTask(Follow(task.AsTask(), own));
        }

        Complete();
        return task;
    }

    /// <summary>As <see cref="Follow(ValueTask, CancellationToken)"/>.</summary>
    public readonly ValueTask<T> Follow<T>(ValueTask<T> task, CancellationToken own = default)
    {
        if (_scope is { } scope && scope.Run.IsRecording && !task.IsCompletedSuccessfully)
        {
            return new ValueTask<T>(Follow(task.AsTask(), own));
        }

        Complete();
        return task;
    }

    private readonly void Read<T>(T result, StepResultReader<T> reader)
    {
        if (_scope is { Run.IsRecording: true, Ended: false } scope)
        {
            new StepResultSink(scope, scope).Read(reader, result);
        }
    }

    /// <summary>
    /// Gives the place back. The whole context is put back only when it is still the very one that this call made: otherwise the step changed values of
    /// the user's own, which a plain method leaves to its caller.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void Leave()
    {
        if (_scope is null)
        {
            return;
        }

        if (_before is not null && _during is not null && ReferenceEquals(ExecutionContext.Capture(), _during))
        {
            ExecutionContext.Restore(_before);
        }
        else
        {
            Ambient.Current = _outer;
            if (_scope!.HasActivity)
            {
                LiveActivities.Leave(_scope);
            }
        }
    }
}
