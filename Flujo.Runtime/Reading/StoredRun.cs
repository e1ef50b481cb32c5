using System.Diagnostics;
using Flujo.Diagnostics;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>Reads a run of this process back from its store, for <see cref="FlujoRun"/>.</summary>
internal static class StoredRun
{
    public static TraceSpan? ReadTree(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, store => TraceTreeReader.Read(store, runId));

    public static IReadOnlyList<StepResult> ReadHistory(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, store => StepHistoryReader.Read(store, runId)) ?? [];

    /// <summary>Goes on with a paused run. Where there is none, a new run of the same name begins, with a note.</summary>
    public static RunState Resume(string runId, TimeSpan patience)
    {
        Engine engine = Engine.OfThisFlow ?? Engine.Default;
        if (TryResume(engine, runId, patience) is { } run)
        {
            return run;
        }

        string reason = WhyNotPaused(engine, runId, patience);
        Notes.Write("resume_failed", $"{reason}; a new run begins in its place");
        RunState other = Recorder.BeginRun("resumed", version: null);
        if (other.IsRecording)
        {
            Recorder.Event(other, 1, "resume_failed", new KeyValuePair<string, Journal.AttributeValue>("reason", Journal.AttributeValue.Of(reason)));
        }

        return other;
    }

    /// <summary>Goes on with a paused run; null where there is none.</summary>
    public static RunState? TryResume(Engine engine, string? runId, TimeSpan patience)
    {
        if (Read(engine, patience, store => PausedRun.Find(store, runId ?? "")) is not { } paused)
        {
            return null;
        }

        RunState run = Recorder.ResumeRun(
            engine, Guid.ParseExact(paused.RunId, "n"), SpanIds.BaseOf(paused.RootId, 1), paused.LastSpanNo, paused.Pipeline, paused.Version);
        if (run.IsRecording)
        {
            Recorder.Event(run, 1, "resume");
        }

        return run;
    }

    /// <summary>What stands in the way of resuming a run, for the one who asked.</summary>
    public static string WhyNotPaused(Engine engine, string? runId, TimeSpan patience)
    {
        string id = PrivacySettings.Current.Sanitizer.Sanitize(runId, 64);
        string place = engine.Location?.Path ?? "memory:";
        return Read(engine, patience, store => PausedRun.StatusOf(store, runId ?? "")) is { } status
            ? $"run {id} is {status}, not paused, in {place}"
            : $"there is no run '{id}' in {place}; a run is resumed by its full id, from the store that has it";
    }

    private static T? Read<T>(Engine engine, TimeSpan patience, Func<SqliteDatabase, T?> read)
        where T : class
    {
        if (engine.Location is not { } location)
        {
            return null;
        }

        try
        {
            return engine.Flush(patience) ? ReadStore(location, engine.MemoryName, patience, read) : ReadJournal(engine, read);
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
