using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Recording;

namespace Flujo.CompilerServices;

/// <summary>One call of a leaf, in the hands of generated code. Allocates nothing and leaves the execution context alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct LeafInvocation
{
    private readonly SpanScope? _parent;
    private readonly StrongBox<StepInvocation>? _implicitRun;
    private readonly ThreadRecorder? _thread;
    private readonly Leaf _outer;
    private readonly long _startTicks;
    private readonly uint _spanNo;

    /// <summary>A leaf that is recorded beneath a scope.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LeafInvocation(SpanScope parent, uint spanNo, ThreadRecorder thread, long startTicks)
    {
        _parent = parent;
        _spanNo = spanNo;
        _thread = thread;
        _startTicks = startTicks;
        _outer = thread.Leaf;
        thread.Leaf = new Leaf { Parent = parent, SpanNo = spanNo };
    }

    /// <summary>A leaf outside any run: an ordinary step, because it brings a run with it.</summary>
    internal LeafInvocation(StepInvocation implicitRun) => _implicitRun = new StrongBox<StepInvocation>(implicitRun);

    /// <summary>The leaf came to its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Complete()
    {
        if (_parent is not { } parent)
        {
            _implicitRun?.Value.Complete();
            return;
        }

        if (_thread!.Leaf.MarkedFailed)
        {
            End(FlujoStatus.Failed, error: null);
            return;
        }

        long ticks = Stopwatch.GetTimestamp();
        int attempts = 1 + _thread.Leaf.Retries;
        _thread.Leaf = _outer;
        RunState run = parent.Run;
        SpanRecords.SpanEnd(_thread.PenFor(run.Engine!), run, _spanNo, _startTicks, ticks, attempts, FlujoStatus.Completed);
    }

    /// <summary>The leaf threw. Call it from a catch block that throws on.</summary>
    public readonly void Fail(Exception error) => Fail(error, CancellationToken.None);

    /// <summary>The leaf threw, and has a token of its own.</summary>
    public readonly void Fail(Exception error, CancellationToken own)
    {
        if (_parent is null)
        {
            _implicitRun?.Value.Fail(error, own);
        }
        else
        {
            End(Cancellation.IsOwn(error, own) ? FlujoStatus.Cancelled : FlujoStatus.Failed, error);
        }
    }

    private readonly void End(FlujoStatus status, Exception? error)
    {
        long ticks = Stopwatch.GetTimestamp();
        int attempts = 1 + _thread!.Leaf.Retries;
        _thread.Leaf = _outer;
        Recorder.EndLeaf(_thread, _parent!, _spanNo, _startTicks, ticks, attempts, status, error);
    }
}
