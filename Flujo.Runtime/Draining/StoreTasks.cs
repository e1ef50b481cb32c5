using System.Collections.Concurrent;
using System.Diagnostics;
using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>
/// Changes of the store that other threads of the process ask the drainer for: it alone writes. Asked for on any thread, done on the drainer's, each in a
/// transaction of its own.
/// </summary>
/// <param name="wakeDrainer">Asks for a cycle.</param>
internal sealed class StoreTasks(Action wakeDrainer) : IOutboxStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Any thread adds, the drainer's takes.
    private readonly ConcurrentQueue<Request> _requests = new();

    // Written once by the drainer's thread, read by those who ask.
    private volatile bool _ended;

    public bool TryWrite(Action<SqliteDatabase> change) => TryChange(writer => change(writer.Database));

    /// <summary>Has a change made, in one transaction.</summary>
    /// <returns>False when the store refused, or nobody came to it in time.</returns>
    public bool TryChange(Action<StoreWriter> change)
    {
        var request = new Request(change);
        _requests.Enqueue(request);
        wakeDrainer();
        // The drainer may have looked for the last time just before this one came: then nobody answers, and the time is up soon.
        long started = Stopwatch.GetTimestamp();
        while (!request.Done.Wait(TimeSpan.FromMilliseconds(100)))
        {
            if (_ended || Stopwatch.GetElapsedTime(started) > Patience)
            {
                return request.TryGiveUp() is false && request.Done.Wait(Patience) && request.Succeeded;
            }
        }

        return request.Succeeded;
    }

    /// <summary>Does what was asked for. Called by the drainer.</summary>
    /// <param name="open">Opens the store; called when there is something to do.</param>
    /// <exception cref="SqliteFailure">The store refused; who asked has been told.</exception>
    public void Run(Func<StoreWriter> open)
    {
        while (_requests.TryDequeue(out Request? request))
        {
            if (!request.TryBegin())
            {
                continue;
            }

            try
            {
                open().Change(request.Change);
                request.Succeeded = true;
            }
            finally
            {
                request.Done.Set();
            }
        }
    }

    /// <summary>Nothing more will be done.</summary>
    public void End() => _ended = true;

    private sealed class Request(Action<StoreWriter> change)
    {
        // Race: who asked and loses patience against the drainer that begins. Both exchange the state; the second one sees that it is.
        private int _state;

        public Action<StoreWriter> Change { get; } = change;

        public ManualResetEventSlim Done { get; } = new(false);

        /// <summary>Written by the drainer's thread before it sets <see cref="Done"/>, read by who asked after that.</summary>
        public bool Succeeded { get; set; }

        /// <summary>Who asked gives up, or the drainer begins: whoever is first.</summary>
        public bool TryGiveUp() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;

        public bool TryBegin() => Interlocked.CompareExchange(ref _state, 1, 0) == 0;
    }
}
