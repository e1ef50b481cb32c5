using System.Diagnostics;
using System.Runtime.CompilerServices;
using Flujo.Diagnostics;
using Flujo.Draining;
using Flujo.Export;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Engines;

/// <summary>One journal, one drainer, one store: where the two sides of recording are put together. Thread-safe.</summary>
internal sealed class Engine
{
    private readonly LiveJournal? _journal;
    private readonly Drainer? _drainer;

    // Written once, before other threads know the engine.
    private Exporter? _exporter;

    // Any thread, interlocked.
    private int _runs;

    // Any thread. It may lag behind: then a thread looks once more, under the constants' own lock.
    private volatile int _constantsWritten;

    // Written once, by whoever stops the engine. Race: a run that begins against the stop; its records are lost then, and counted as such in this process.
    private volatile bool _stopped;

    private Engine(StoreLocation? location, FlujoOptions options)
    {
        Location = location;
        Options = options;
        MemoryName = "flujo-" + Guid.NewGuid().ToString("n");
        if (location is null)
        {
            Pool = new ChunkPool(new AnonymousMemory(), 0, TimeSpan.Zero, static () => { }) { IsEnded = true };
            return;
        }

        _journal = CreateJournal(location, options, () => _drainer?.Wake());
        Pool = _journal.Pool;
        _drainer = new Drainer(_journal, location, MemoryName, Resource(), options);
        _drainer.Start();
        ProcessStatistics.Begin(this);
    }

    /// <summary>Where the store is, or null when what was asked for cannot be one.</summary>
    public StoreLocation? Location { get; }

    public FlujoOptions Options { get; }

    /// <summary>How much money is recorded at most.</summary>
    public CostCeiling Ceiling { get; } = new();

    /// <summary>The name of a store in memory.</summary>
    public string MemoryName { get; }

    public ChunkPool Pool { get; }

    /// <summary>Whether runs can begin.</summary>
    public bool IsOpen => _drainer is not null && !_stopped;

    /// <summary>Makes the engine for the store that environment and options name. Never throws, see below.</summary>
    public static Engine Create(FlujoOptions options) => Create(() => StoreLocation.Resolve(options.Store), options);

    /// <summary>Makes an engine for a store. Never throws: a location that is none gives an engine that records nothing, and a note.</summary>
    public static Engine Create(string uri, FlujoOptions options) => Create(() => StoreLocation.Parse(uri), options);

    private static Engine Create(Func<StoreLocation> locate, FlujoOptions options)
    {
        try
        {
            StoreLocation location = locate();
            if (!Directory.Exists(location.Path))
            {
                return new Engine(location, options);
            }

            Notes.Write("store_is_folder",
                $"{location.Path} is a folder; a store is a file. Set {StoreLocation.EnvironmentVariable} to a file's path. Nothing is recorded");
        }
        catch (FormatException error)
        {
            Notes.Write("store_uri_invalid", error.Message + ". Nothing is recorded");
        }
        catch (Exception error)
        {
            Notes.Write("tracing_failed", $"tracing could not begin: {error.Message.TrimEnd('.')}. Nothing is recorded");
        }

        return new Engine(null, options);
    }

    /// <summary>A number for a new run in this journal.</summary>
    public uint NextRunIndex() => (uint)Interlocked.Increment(ref _runs);

    /// <summary>Sees to it that names and call sites up to these ids are in the journal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void NeedConstants(int nameId, int callSite)
    {
        if (nameId >= _constantsWritten || callSite >= _constantsWritten)
        {
            WriteConstants();
        }
    }

    private void WriteConstants()
    {
        _journal!.Constants.CatchUp();
        _constantsWritten = _journal.Constants.Written;
    }

    /// <summary>Takes a paused run for this process; see <see cref="StoreWriter.ClaimPaused"/>.</summary>
    /// <returns>False when the store could not be asked in time.</returns>
    public bool TryClaim(string runId, TimeSpan patience, out PausedRun? paused)
    {
        PausedRun? found = null;
        bool claimed = false;
        long started = Stopwatch.GetTimestamp();
        // Another program may hold the store just now: then once more.
        while (!claimed && _drainer is not null && _drainer.Flush(patience - Stopwatch.GetElapsedTime(started)))
        {
            claimed = _drainer.Tasks.TryChange(writer => found = writer.ClaimPaused(runId, WallClock.UtcNowNs()));
        }

        paused = found;
        return claimed;
    }

    public bool Flush(TimeSpan timeout) => _drainer is null || _drainer.Flush(timeout);

    /// <summary>What it has done so far.</summary>
    public FlujoStatistics Statistics()
    {
        Chunk[] chunks = Pool.Snapshot();
        return new FlujoStatistics
        {
            PendingRecords = chunks.Sum(static chunk => (long)chunk.CountPending()),
            StoredRecords = _drainer?.StoredRecords ?? 0,
            DroppedRecords = Pool.Drops.Total(),
            JournalBytes = _journal is null ? 0 : JournalFormat.FileHeaderSize + ((long)chunks.Length * JournalFormat.ChunkSize),
            DrainTime = _drainer?.DrainTime ?? TimeSpan.Zero,
        };
    }

    /// <summary>Fills a store in memory with what the real one has not taken yet.</summary>
    public void ReadJournalInto(SqliteDatabase memory)
    {
        if (_journal is not null)
        {
            JournalSnapshot.ReadInto(memory, _journal);
        }
    }

    /// <summary>Stores what there is and sends it, as far as the time suffices, and goes on: for a signal that may end the process.</summary>
    public void FlushAndSend(TimeSpan timeout)
    {
        _drainer?.Flush(timeout);
        _exporter?.Send(Exporter.ExitPatience);
    }

    /// <summary>Stores and sends the rest while the process crashes. Its other threads go on for a moment: what they record is left to whoever opens the store next.</summary>
    public void StopInCrash(TimeSpan timeout)
    {
        FlushAndSend(timeout);
        _drainer?.Stop(timeout, othersStillWrite: true);
    }

    /// <summary>Stores the rest and ends. What is recorded later is lost. What an exporter can send meanwhile is sent, at most for two seconds.</summary>
    public bool Stop(TimeSpan timeout)
    {
        _stopped = true;
        long started = Stopwatch.GetTimestamp();
        if (_exporter is not null)
        {
            _drainer!.Flush(timeout);
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(started);
            _exporter.Stop(left < TimeSpan.Zero ? TimeSpan.Zero : left < Exporter.ExitPatience ? left : Exporter.ExitPatience);
        }

        TimeSpan rest = timeout - Stopwatch.GetElapsedTime(started);
        bool stored = _drainer?.Stop(rest < TimeSpan.Zero ? TimeSpan.Zero : rest) ?? true;
        Pool.IsEnded = true;
        ProcessStatistics.End(this);
        return stored;
    }

    /// <summary>Sends what is stored, where the environment asks for it: once, for the engine of the process.</summary>
    public void StartExport()
    {
        if (_drainer is not null)
        {
            _exporter = Exporter.Start(Location!, MemoryName, _journal!.Id, _drainer.Tasks);
        }
    }

    /// <summary>Who this process is to a receiver, as its environment says; kept with its journal's row, because another one may send its spans.</summary>
    private static string? Resource()
    {
        string? resource = OtlpResource.Read(Environment.GetEnvironmentVariable, out string? problem);
        if (problem is not null)
        {
            Notes.Write("resource_unreadable", $"{problem}. The rest of it is used");
        }

        return resource;
    }

    private static LiveJournal CreateJournal(StoreLocation location, FlujoOptions options, Action wakeDrainer)
    {
        Func<string, string>? pathOf = null;
        if (location.Path is { } path)
        {
            StoreFile.MakeFolder(path);
            pathOf = id => JournalPaths.For(path, id);
        }

        try
        {
            return LiveJournal.Create(pathOf, options.MaxJournalBytes, options.MaxBlock, wakeDrainer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Notes.Write("journal_in_memory", $"no journal can be made beside {location.Path}: {error.Message.TrimEnd('.')}. Spans that are not yet stored do not survive a kill");
            return LiveJournal.Create(null, options.MaxJournalBytes, options.MaxBlock, wakeDrainer);
        }
    }
}
