using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Engines;
using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>One call of a leaf, in the hands of generated code. Allocates nothing and leaves the execution context alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LeafInvocation
{
    private readonly object? _owner;
    private readonly long _startTicks;
    private readonly uint _spanNo;

    /// <summary>A leaf that is recorded beneath a scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LeafInvocation(SpanScope parent, uint spanNo, long startTicks)
    {
        _owner = parent;
        _spanNo = spanNo;
        _startTicks = startTicks;
    }

    /// <summary>A leaf that is recorded like an ordinary step.</summary>
    internal LeafInvocation(StepInvocation ordinary) => _owner = new StrongBox<StepInvocation>(ordinary);

    /// <summary>The leaf came to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Complete()
    {
        if (_owner is SpanScope parent)
        {
            RunState run = parent.Run;
            ThreadRecorder thread = ThreadRecorder.Current;
            if (!thread.Leaf.MarkedFailed)
            {
                int attempts = 1 + thread.Leaf.Retries;
                thread.Leaf = default;
                SpanRecords.SpanEnd(
                    thread.PenFor(run.Engine!), run, _spanNo, _startTicks, Stopwatch.GetTimestamp(), attempts, FlujoStatus.Completed);
                return;
            }
        }

        CompleteSpecial();
    }

    /// <summary>As <see cref="Complete()"/>, with a result of which something is to be recorded.</summary>
    public readonly void Complete<T>(T result, StepResultReader<T> reader)
    {
        if (_owner is StrongBox<StepInvocation> ordinary)
        {
            ordinary.Value.Complete(result, reader);
            return;
        }

        if (_owner is SpanScope)
        {
            new StepResultSink(ThreadRecorder.Current).Read(reader, result);
        }

        Complete();
    }

    /// <summary>Begins to record the arguments; null where nothing is recorded.</summary>
    public readonly InputCapture? BeginInput() => _owner switch
    {
        StrongBox<StepInvocation> ordinary => ordinary.Value.BeginInput(),
        SpanScope { Run.IsRecording: true } parent => new InputCapture(parent.Run, _spanNo),
        _ => null,
    };

    /// <summary>The leaf threw. Call it from a catch block that throws on.</summary>
    public readonly void Fail(Exception error) => Fail(error, CancellationToken.None);

    /// <summary>The leaf threw, and has a token of its own.</summary>
    public readonly void Fail(Exception error, CancellationToken own)
    {
        if (_owner is StrongBox<StepInvocation> ordinary)
        {
            ordinary.Value.Fail(error, own);
        }
        else if (_owner is SpanScope parent)
        {
            End(parent, Cancellation.IsOwn(error, own) ? FlujoStatus.Cancelled : FlujoStatus.Failed, error);
        }
    }

    private readonly void CompleteSpecial()
    {
        if (_owner is StrongBox<StepInvocation> ordinary)
        {
            ordinary.Value.Complete();
        }
        else if (_owner is SpanScope parent)
        {
            End(parent, FlujoStatus.Failed, error: null);
        }
    }

    private readonly void End(SpanScope parent, FlujoStatus status, Exception? error)
    {
        long ticks = Stopwatch.GetTimestamp();
        ThreadRecorder thread = ThreadRecorder.Current;
        int attempts = 1 + thread.Leaf.Retries;
        thread.Leaf = default;
        Recorder.EndLeaf(thread, parent, _spanNo, _startTicks, ticks, attempts, status, error);
    }
}
