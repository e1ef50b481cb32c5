using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
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

    /// <summary>A leaf outside any run: an ordinary step, because it brings a run with it.</summary>
    internal LeafInvocation(StepInvocation implicitRun) => _owner = new StrongBox<StepInvocation>(implicitRun);

    /// <summary>The leaf came to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Complete()
    {
        if (_owner is SpanScope parent)
        {
            RunState run = parent.Run;
            ThreadRecorder thread = ThreadRecorder.Current;
            bool failed = thread.LeaveLeaf(run, _spanNo);
            if (!failed)
            {
                SpanRecords.SpanEnd(
                    thread.PenFor(run.Engine!), run, _spanNo, _startTicks, Stopwatch.GetTimestamp(), attempts: 1, FlujoStatus.Completed);
                return;
            }
        }

        EndSpecial(FlujoStatus.Failed, error: null);
    }

    /// <summary>The leaf threw. Call it from a catch block that throws on.</summary>
    public readonly void Fail(Exception error) => Fail(error, CancellationToken.None);

    /// <summary>The leaf threw, and has a token of its own.</summary>
    public readonly void Fail(Exception error, CancellationToken own)
    {
        if (_owner is StrongBox<StepInvocation> implicitRun)
        {
            implicitRun.Value.Fail(error, own);
        }
        else
        {
            EndSpecial(Cancellation.IsOwn(error, own) ? FlujoStatus.Cancelled : FlujoStatus.Failed, error);
        }
    }

    /// <summary>Ends what did not simply complete as a leaf.</summary>
    private readonly void EndSpecial(FlujoStatus status, Exception? error)
    {
        if (_owner is SpanScope parent)
        {
            long ticks = Stopwatch.GetTimestamp();
            ThreadRecorder thread = ThreadRecorder.Current;
            thread.LeaveLeaf(parent.Run, _spanNo);
            Recorder.EndLeaf(thread, parent, _spanNo, _startTicks, ticks, status, error);
        }
        else if (_owner is StrongBox<StepInvocation> implicitRun)
        {
            implicitRun.Value.Complete();
        }
    }
}
