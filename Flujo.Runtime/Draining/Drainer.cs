using System.Diagnostics;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// The one background thread that moves records from a journal into the store. Everything that can go wrong with the store ends here: the records stay in
/// the journal, a note says why, and the next cycle tries again. Public members are thread-safe; the rest belongs to the thread.
/// </summary>
internal sealed class Drainer
{
    private static readonly TimeSpan CycleTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>The longest that the end of a process waits for the journals of others.</summary>
    private static readonly TimeSpan RecoveryAtTheEnd = TimeSpan.FromSeconds(1);

    // Made by the thread that makes the drainer; used by the drainer's thread from Start on.
    private readonly LiveJournal _journal;
    private readonly StoreConnection _store;
    private readonly JournalDrain _drain;
    private readonly Retention _retention;
    private readonly IdleChunks _idleChunks;

    // The drainer's thread alone.
    private int _failures;
    private bool _hasRetired;

    // Written by the drainer's thread, read by any.
    private long _drainTicks;

    // Any thread. Race: a thread that asks for a flush against a cycle that has begun. The cycle reads _flushesAsked before it looks at the chunks, so it answers only those who had
    // asked, and thus recorded, before that; who comes later gets the next cycle, for which _wake stays set.
    private readonly AutoResetEvent _wake = new(false);
    private long _flushesAsked;
    private long _flushesDone;

    // Set by the drainer, reset by whoever waits. Race: one waiter resets what was set for another; hence each looks at _flushesDone after it has reset, and none waits longer than a cycle.
    private readonly ManualResetEventSlim _cycleEnded = new(false);

    // Any thread. Race: a stop against the end of a cycle: _wake is set after it, so the thread does not sleep on.
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile bool _othersStillWrite;

    public Drainer(LiveJournal journal, StoreLocation location, string memoryName, string? resource = null, FlujoOptions? options = null)
    {
        _retention = new Retention(options?.Retention, location.Path, options?.MaxBlock ?? TimeSpan.Zero);
        _journal = journal;
        _drain = new JournalDrain(journal.Clock);
        _idleChunks = new IdleChunks(journal.Pool);
        _store = new StoreConnection(location, memoryName, journal, resource, _drain.Runs);
        Tasks = new StoreTasks(Wake);
        _thread = new Thread(Work) { IsBackground = true, Name = "Flujo drainer" };
    }

    /// <summary>Changes of the store that other threads ask for.</summary>
    public StoreTasks Tasks { get; }

    /// <summary>Records that were stored so far.</summary>
    public long StoredRecords => _drain.StoredRecords;

    /// <summary>How long the thread has worked so far.</summary>
    public TimeSpan DrainTime => TimeSpan.FromSeconds((double)Interlocked.Read(ref _drainTicks) / Stopwatch.Frequency);

    public void Start() => _thread.Start();

    /// <summary>Asks for a cycle now. Called by writing threads that ran out of chunks.</summary>
    public void Wake() => _wake.Set();

    /// <summary>Waits until everything that was recorded before this call is in the store.</summary>
    public bool Flush(TimeSpan timeout)
    {
        long ticket = Interlocked.Increment(ref _flushesAsked);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            _cycleEnded.Reset();
            if (Volatile.Read(ref _flushesDone) >= ticket)
            {
                return true;
            }

            _wake.Set();
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(started);
            if (!_thread.IsAlive)
            {
                return _store.IsClosed; // nothing can have been recorded since
            }

            if (left <= TimeSpan.Zero)
            {
                return Volatile.Read(ref _flushesDone) >= ticket;
            }

            _cycleEnded.Wait(left < CycleTime ? left : CycleTime);
        }
    }

    /// <summary>Stores the rest, closes the journal and ends the thread.</summary>
    /// <param name="timeout">The longest to wait.</param>
    /// <param name="othersStillWrite">The process is crashing: its other threads go on until it is gone. What they record now is left in the journal, which nobody else reads before the
    /// process is dead.</param>
    /// <returns>False when the store did not take everything in time; the journal's file then keeps it.</returns>
    public bool Stop(TimeSpan timeout, bool othersStillWrite = false)
    {
        _othersStillWrite = othersStillWrite;
        _stopping = true;
        _wake.Set();
        if (_thread != Thread.CurrentThread)
        {
            _thread.Join(timeout);
        }

        return _store.IsClosed;
    }

    private void Work()
    {
        while (!_stopping)
        {
            bool stored = TryCycle(isLast: false);
            _failures = stored ? 0 : _failures + 1;
            bool more = stored && (_store.RecoverSome() | _retention.IsBusy | _hasRetired);
            _wake.WaitOne(more ? TimeSpan.Zero : stored ? CycleTime : Pause());
        }

        if (TryCycle(isLast: true))
        {
            TryClose();
        }

        Tasks.End();
        if (!_othersStillWrite)
        {
            _journal.End(delete: _store.IsClosed);
            RecoverOthers();
        }

        _store.Dispose();
        _cycleEnded.Set();
    }

    /// <summary>Programs that are short as a rule would never come to it otherwise.</summary>
    private void RecoverOthers()
    {
        long began = Stopwatch.GetTimestamp();
        while (_store.IsClosed && Stopwatch.GetElapsedTime(began) < RecoveryAtTheEnd && _store.RecoverSome())
        {
            // A step at a time.
        }
    }

    private TimeSpan Pause() =>
        TimeSpan.FromMilliseconds(Math.Min(CycleTime.TotalMilliseconds * Math.Pow(2, Math.Min(_failures - 1, 10)), LongestPause.TotalMilliseconds));

    private bool TryCycle(bool isLast)
    {
        long asked = Volatile.Read(ref _flushesAsked);
        long began = Stopwatch.GetTimestamp();
        try
        {
            _journal.Beat();
            _store.NoteDrops();
            Cycle();
            _store.NoteSuccess();
            Volatile.Write(ref _flushesDone, asked);
            _cycleEnded.Set();
            return true;
        }
        catch (Exception error)
        {
            // Nothing that happens here may end the process; the records are still in the journal.
            _store.NoteFailure(error, isLast);
            return false;
        }
        finally
        {
            long took = Stopwatch.GetTimestamp() - began;
            Interlocked.Add(ref _drainTicks, took);
            if (!isLast)
            {
                _retention.Work(_store.OpenDatabase, StoredRecords, Stopwatch.GetElapsedTime(0, took));
            }
        }
    }

    private void Cycle()
    {
        long until = Stopwatch.GetTimestamp();
        _drain.LastSignOfLifeNs = Math.Max(_drain.LastSignOfLifeNs, WallClock.UtcNowNs());
        Chunk[] chunks = _journal.Pool.Snapshot();
        List<DrainCursor> cursors = LiveCursors(chunks);
        if (cursors.Exists(static cursor => cursor.Reader.TryPeek(cursor.Memory, out _, out _)))
        {
            StoreWriter writer = _store.Writer();
            _drain.StoreAll(writer, cursors, chunks.Length, until, stored: () =>
            {
                TakeOver(cursors, until);
                _journal.Pool.NoteProgress(Stopwatch.GetTimestamp());
            });
        }

        TakeOver(cursors, until);
        _hasRetired = _idleChunks.Retire(chunks);
        _store.StoreCatalogue();
        Tasks.Run(_store.Writer);
        _store.Beat(_drain.Runs.Count > 0);
        _journal.Pool.NoteProgress(until);
        _journal.Pool.KeepSpare();
    }

    /// <summary>Notes what is in the store now, and gives back the chunks that are empty and left by their writer.</summary>
    private void TakeOver(List<DrainCursor> cursors, long now)
    {
        for (int i = cursors.Count - 1; i >= 0; i--)
        {
            DrainCursor cursor = cursors[i];
            Chunk chunk = cursor.Live!;
            chunk.NoteDrained(cursor.Reader.Offset, now);
            if (cursor.WriterHasLeft && !cursor.Reader.TryPeek(cursor.Memory, out _, out _))
            {
                cursors.RemoveAt(i); // from here on the chunk may have a new owner
                _journal.Pool.Return(chunk);
            }
        }
    }

    private static List<DrainCursor> LiveCursors(Chunk[] chunks)
    {
        var cursors = new List<DrainCursor>();
        foreach (Chunk chunk in chunks)
        {
            if (chunk.IsInUse)
            {
                cursors.Add(new DrainCursor(chunk));
            }
        }

        return cursors;
    }

    private void TryClose()
    {
        try
        {
            if (_othersStillWrite)
            {
                _store.Interrupt(_drain.LastSignOfLifeNs);
            }
            else
            {
                _store.Close(_drain.LastSignOfLifeNs);
            }
        }
        catch (Exception error)
        {
            _store.NoteFailure(error, isLast: true);
        }
    }
}
