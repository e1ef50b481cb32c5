using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// The drainer's hold on its store: opens it late, looks before each cycle whether it is still the same file and version, and begins a new one when
/// the file is gone. Used by the drainer's thread alone, but for <see cref="IsClosed"/>.
/// </summary>
/// <param name="location">Where the store is.</param>
/// <param name="memoryName">Its name among this process's connections when it is in memory.</param>
/// <param name="journal">Whose records come.</param>
/// <param name="resource">Who this process is to receivers of its spans.</param>
/// <param name="runs">The runs that go on; their rows are written again into a new store.</param>
internal sealed class StoreConnection(StoreLocation location, string memoryName, LiveJournal journal, string? resource, IReadOnlyDictionary<uint, KnownRun> runs) : IDisposable
{
    private static readonly TimeSpan BeatTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BusyPatience = TimeSpan.FromSeconds(2);
    private const int RecoveryAttempts = 5;

    // The drainer's thread alone.
    private SqliteDatabase? _database;
    private StoreRecovery? _recovery;
    private readonly Dictionary<string, string> _pendingNotes = new(StringComparer.Ordinal);
    private long _lastBeat;
    private long _busySince;
    private long _busyVersion;
    private long _dropsNoted;
    private int _recoveryAttempts;
    private StoreWriter? _writer;
    private int _catalogueStored;
    private bool _recovered;
    private bool _journalIsGone;

    // Written by the drainer's thread; whoever stops it reads it after the thread has ended, or has not.
    private volatile bool _closed;

    /// <summary>Whether everything is stored and the journal may go.</summary>
    public bool IsClosed => _closed;

    /// <summary>The store, or null while it is not open.</summary>
    public SqliteDatabase? OpenDatabase => _database;

    /// <summary>The writer for the store as it is now.</summary>
    /// <exception cref="StoreProblem">There is no store that could be written.</exception>
    /// <exception cref="SqliteFailure">SQLite refused.</exception>
    public StoreWriter Writer()
    {
        if (_database is not null && location.Path is { } path
            && (!File.Exists(path) || StoreFile.HasMoved(_database) || StoreFile.VersionOf(_database) != StoreSchema.Version))
        {
            Forget(); // to open it again says what is wrong, or begins a new store
        }

        return _writer ?? Open();
    }

    /// <summary>Stores what the program declares, when that has grown since the last time and the store is open.</summary>
    public void StoreCatalogue()
    {
        IReadOnlyList<DeclaredStep> steps = StepCatalogue.All;
        if (_writer is not null && steps.Count > _catalogueStored)
        {
            _writer.StoreDeclaredSteps(steps.Skip(_catalogueStored));
            _catalogueStored = steps.Count;
        }
    }

    /// <summary>Shows that the process lives, where no locked file does; see <see cref="JournalRecovery"/>.</summary>
    public void Beat(bool hasOpenRuns)
    {
        if (_writer is null || location.IsMemory || Stopwatch.GetElapsedTime(_lastBeat) < BeatTime)
        {
            return;
        }

        _lastBeat = Stopwatch.GetTimestamp();
        if (journal.Path is { } file)
        {
            NoteIfGone(file);
        }
        else if (hasOpenRuns)
        {
            _writer.Beat(WallClock.UtcNowNs());
        }
    }

    private void NoteIfGone(string file)
    {
        if (!_journalIsGone && !File.Exists(file))
        {
            _journalIsGone = true;
            _pendingNotes["journal_removed"] = $"{file} was removed while this process writes it: everything is still stored, but what is not yet stored does not survive a kill";
            Notes.Write("journal_removed", _pendingNotes["journal_removed"]);
        }
    }

    /// <summary>Ends the journal in the store: what is still open is interrupted.</summary>
    public void Close(long lastSignOfLifeNs)
    {
        // Where nothing was ever stored there is nothing to close.
        while (_writer is { JournalNo: not 0 } && _writer.CloseSome(lastSignOfLifeNs))
        {
            // A part at a time, so that other programs can write.
        }

        _closed = true;
    }

    /// <summary>Says of what is open that it was interrupted, and leaves the journal to whoever comes after this process.</summary>
    public void Interrupt(long lastSignOfLifeNs)
    {
        while (_writer is { JournalNo: not 0 } && _writer.InterruptSome(lastSignOfLifeNs))
        {
            // As above.
        }
    }

    /// <summary>Does a part of storing what dead processes have left, once the store is open. While others hold the store, later calls try again.</summary>
    /// <returns>Whether there is more to do right now.</returns>
    public bool RecoverSome()
    {
        if (_recovered || _database is null || location.Path is not { } path)
        {
            return false;
        }

        try
        {
            _recovery ??= new StoreRecovery(_database, path, path, keepFiles: false);
            if (_recovery.Step())
            {
                return true;
            }

            _recovered = !_recovery.Report.StoreNotWritable || ++_recoveryAttempts == RecoveryAttempts;
            if (_recovered)
            {
                _recovery.Report.WriteNotes();
            }
        }
        catch (Exception error)
        {
            // Others' journals must not end the thread that stores this process's.
            _recovered = true;
            Notes.Write("recovery_failed", $"journals beside {path} could not be recovered: {error.Message}. They are kept");
        }

        _recovery?.Dispose();
        _recovery = null;
        return false;
    }

    /// <summary>Lets go of the store. One in memory lives as long as its last connection, and people read traces after the end of a scope: it is kept.</summary>
    public void Dispose()
    {
        if (!location.IsMemory)
        {
            Forget();
        }
    }

    /// <summary>Says that records were dropped since the last time, and why. The runs of the next batch get it as a note.</summary>
    public void NoteDrops()
    {
        long dropped = journal.Pool.Drops.Total() - journal.Pool.Drops.Total(DropCause.Ended);
        if (dropped == _dropsNoted)
        {
            return;
        }

        (long Records, string Why)[] causes =
        [
            (journal.Pool.Drops.Total(DropCause.Stalled), "because the journal was full and the store took nothing"),
            (journal.Pool.Drops.Total(DropCause.Slow), "because the journal was full and the store took records too slowly"),
            (journal.Pool.Drops.Total(DropCause.TooLarge), "because they fit no chunk of the journal"),
        ];
        string message = $"{dropped} records of this process were dropped so far: "
            + string.Join(", ", causes.Where(static one => one.Records > 0).Select(static one => $"{one.Records} {one.Why}"));
        _dropsNoted = dropped;
        _pendingNotes["records_dropped"] = message;
        Notes.Write("records_dropped", message);
    }

    /// <summary>Ends the patience with a lock anew.</summary>
    public void NoteSuccess() => _busySince = 0;

    /// <summary>
    /// Turns what went wrong into a note. Others that write at the same time are nothing to tell: one writer among eight may be unlucky for seconds. So patience with
    /// a lock begins anew whenever somebody has committed; it ends when nobody does.
    /// </summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="isLast">Whether nobody will try again.</param>
    public void NoteFailure(Exception error, bool isLast)
    {
        if (error is SqliteFailure { IsBusy: true } && !isLast)
        {
            long version = DataVersion();
            if (_busySince == 0 || version != _busyVersion)
            {
                _busySince = Stopwatch.GetTimestamp();
                _busyVersion = version;
            }

            if (Stopwatch.GetElapsedTime(_busySince) < BusyPatience)
            {
                return;
            }
        }

        string where = location.Path ?? "memory:";
        (string cause, string message) = error switch
        {
            StoreProblem problem => (problem.Cause, problem.Message),
            SqliteFailure { IsBusy: true } => ("store_locked", $"{where} is locked by another program: {error.Message}. Spans wait in the journal"),
            SqliteFailure { IsFull: true } => ("disk_full", $"{where} cannot grow: {error.Message}. Spans wait in the journal"),
            SqliteFailure { IsCorrupt: true } => ("store_damaged",
                $"{where} is not a SQLite database, or a damaged one: {error.Message}. Move it away and a new one is begun; spans wait in the journal"),
            _ => ("store_failed", $"{where} cannot be written: {error.Message}. Spans wait in the journal"),
        };
        if (error is not SqliteFailure { IsBusy: true } and not SqliteFailure { IsFull: true })
        {
            Forget(); // to open it again may help; a lock and a full disk pass by themselves
        }

        _pendingNotes[cause] = message;
        Notes.Write(cause, message);
    }

    /// <summary>Changes with each commit of another connection; 0 where the store cannot even be read.</summary>
    private long DataVersion()
    {
        try
        {
            return _database?.Number("PRAGMA data_version") ?? 0;
        }
        catch (SqliteFailure)
        {
            return 0;
        }
    }

    private StoreWriter Open()
    {
        _database = location.Path is { } file ? StoreFile.Open(file) : StoreFile.OpenMemory(memoryName);
        foreach (KnownRun run in runs.Values)
        {
            run.Progress.RunNo = 0;
            run.Progress.Mapped = false;
        }

        _writer = new StoreWriter(
            _database,
            IdentityOf(journal, resource),
            ConstantTable.Process,
            runs,
            _pendingNotes,
            journal.Pool.Drops.Snapshot);
        _catalogueStored = 0;
        return _writer;
    }

    private void Forget()
    {
        _recovery?.Dispose();
        _recovery = null;
        _database?.Dispose();
        _database = null;
        _writer = null;
    }

    private static JournalIdentity IdentityOf(LiveJournal journal, string? resource)
    {
        ProcessIdentity process = ProcessIdentity.Current;
        return new JournalIdentity(
            journal.Id, journal.Path, process.Program, process.ProgramVersion, process.Host, process.ProcessId, journal.StartedAtNs, resource);
    }
}
