using System.Runtime.CompilerServices;
using Flujo.Engines;
using Flujo.Journal;

namespace Flujo.Recording;

/// <summary>What one thread needs to record: its pen, and the leaf that runs on it. Found through a thread-static field; used by its thread alone.</summary>
internal sealed class ThreadRecorder
{
    [ThreadStatic]
    private static ThreadRecorder? t_current;

    // All this thread's own.
    private readonly List<ThreadWriter> _pens = [];
    private ThreadWriter? _pen;

    /// <summary>The leaf that runs on this thread.</summary>
    public Leaf Leaf;

    public static ThreadRecorder Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => t_current ?? Create();
    }

    /// <summary>The pen for an engine's journal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ThreadWriter PenFor(Engine engine) => _pen is { } pen && ReferenceEquals(pen.Pool, engine.Pool) ? pen : FindPen(engine);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ThreadRecorder Create() => t_current = new ThreadRecorder();

    /// <summary>A thread that writes for several stores (tests do) has a pen for each.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ThreadWriter FindPen(Engine engine)
    {
        _pens.RemoveAll(static pen => pen.Pool.IsEnded);
        _pen = _pens.Find(pen => ReferenceEquals(pen.Pool, engine.Pool));
        if (_pen is null)
        {
            _pen = new ThreadWriter(engine.Pool);
            _pens.Add(_pen);
        }

        return _pen;
    }
}
