using System.Runtime.CompilerServices;

namespace Flujo.CompilerServices;

/// <summary>
/// Where the caller of a step runs: the thread of a user interface, say. Awaiting it goes back there, because each attempt is the user's code, which expects
/// to begin where it was called.
/// </summary>
internal readonly struct CallerContext : INotifyCompletion
{
    private readonly SynchronizationContext? _context;
    private readonly TaskScheduler? _scheduler;

    private CallerContext(SynchronizationContext? context, TaskScheduler? scheduler)
    {
        _context = context;
        _scheduler = scheduler;
    }

    public bool IsCompleted => _context is not null
        ? ReferenceEquals(SynchronizationContext.Current, _context)
        : _scheduler is null || ReferenceEquals(TaskScheduler.Current, _scheduler);

    /// <summary>The place of the code that runs now; empty on the thread pool.</summary>
    public static CallerContext Capture()
    {
        SynchronizationContext? context = SynchronizationContext.Current;
        return context is not null && context.GetType() != typeof(SynchronizationContext)
            ? new CallerContext(context, null)
            : new CallerContext(null, ReferenceEquals(TaskScheduler.Current, TaskScheduler.Default) ? null : TaskScheduler.Current);
    }

    public CallerContext GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation)
    {
        if (_context is not null)
        {
            _context.Post(static next => ((Action)next!)(), continuation);
        }
        else
        {
            Task.Factory.StartNew(continuation, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler!);
        }
    }
}
