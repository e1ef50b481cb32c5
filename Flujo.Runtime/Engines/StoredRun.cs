using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Privacy;
using Flujo.Reading;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Engines;

/// <summary>Reads a run back from the store of the engine that recorded it. Any thread; never throws.</summary>
internal static class StoredRun
{
    public static TraceSpan? ReadTree(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, store => TraceTreeReader.Read(store, runId));

    public static IReadOnlyList<StepResult> ReadHistory(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, store => StepHistoryReader.Read(store, runId)) ?? [];

    /// <summary>Takes a paused run for this process; null where there is none, or somebody else has it already.</summary>
    public static PausedRun? Claim(Engine engine, string runId, TimeSpan patience) =>
        engine.TryClaim(runId, patience, out PausedRun? paused)
            ? paused
            // The store does not answer. What was paused since it last did is in the journal, where nobody else can find it.
            : Read(engine, () => ReadJournal(engine, store => PausedRuns.Find(store, runId)));

    /// <summary>What stands in the way of resuming a run, for the one who asked.</summary>
    public static string WhyNotPaused(Engine engine, string? runId, TimeSpan patience)
    {
        string id = PrivacySettings.Current.Sanitizer.Sanitize(runId, 64);
        string place = engine.Location?.Path ?? "memory:";
        return Read(engine, patience, store => PausedRuns.StatusOf(store, runId ?? "")) is { } status
            ? $"run {id} is {status}, not paused, in {place}"
            : $"there is no run '{id}' in {place}; a run is resumed by its full id, from the store that has it";
    }

    private static T? Read<T>(Engine engine, TimeSpan patience, Func<SqliteDatabase, T?> read)
        where T : class => Read(
            engine, () => engine.Flush(patience) ? ReadStore(engine.Location!, engine.MemoryName, patience, read) : ReadJournal(engine, read));

    private static T? Read<T>(Engine engine, Func<T?> read)
        where T : class
    {
        if (engine.Location is not { } location)
        {
            return null;
        }

        try
        {
            return read();
        }
        catch (Exception error) when (error is SqliteFailure or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Notes.Write("read_failed", $"{location.Path ?? "memory:"} could not be read back: {error.Message}");
            return null;
        }
    }

    private static T? ReadStore<T>(StoreLocation location, string memoryName, TimeSpan patience, Func<SqliteDatabase, T?> read)
        where T : class
    {
        using SqliteDatabase store = Open(location.Path ?? StoreFile.MemoryUri(memoryName), location.IsMemory, patience);
        return location.IsMemory ? ReadMemory(store, patience, read) : read(store);
    }

    /// <summary>A store in memory is locked as a whole while its writer changes it, and SQLite's own waiting does not know these locks.</summary>
    private static T? ReadMemory<T>(SqliteDatabase store, TimeSpan patience, Func<SqliteDatabase, T?> read)
        where T : class
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return read(store);
            }
            catch (SqliteFailure failure) when (failure.IsBusy && Stopwatch.GetElapsedTime(started) < patience)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>The store did not take the records; the journal still has them, unless they go back further than the store's trouble.</summary>
    private static T? ReadJournal<T>(Engine engine, Func<SqliteDatabase, T?> read)
        where T : class
    {
        string name = "flujo-journal-" + Guid.NewGuid().ToString("n");
        using SqliteDatabase memory = StoreFile.OpenMemory(name);
        engine.ReadJournalInto(memory);
        return read(memory);
    }

    private static SqliteDatabase Open(string source, bool isMemory, TimeSpan patience)
    {
        var store = SqliteDatabase.Open(source, create: isMemory, (int)Math.Clamp(patience.TotalMilliseconds, 1, int.MaxValue));
        try
        {
            store.Execute(isMemory ? "PRAGMA read_uncommitted = 1; PRAGMA query_only = 1" : "PRAGMA query_only = 1");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
