using Flujo.Diagnostics;
using Flujo.Privacy;
using Flujo.Recording;
using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads a run of this process back from its store, for <see cref="FlujoRun"/>.</summary>
internal static class StoredRun
{
    public static TraceSpan? ReadTree(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, connection => TraceTreeReader.Read(connection, runId));

    public static IReadOnlyList<StepResult> ReadHistory(Engine engine, string runId, TimeSpan patience) =>
        Read(engine, patience, connection => StepHistoryReader.Read(connection, runId)) ?? [];

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
        if (Read(engine, patience, connection => PausedRun.Find(connection, runId ?? "")) is not { } paused)
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
        return Read(engine, patience, connection => PausedRun.StatusOf(connection, runId ?? "")) is { } status
            ? $"run {id} is {status}, not paused, in {place}"
            : $"there is no run '{id}' in {place}; a run is resumed by its full id, from the store that has it";
    }

    private static T? Read<T>(Engine engine, TimeSpan patience, Func<SqliteConnection, T?> read)
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
        catch (Exception error) when (error is SqliteException or SqliteFailure or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Notes.Write("read_failed", $"{location.Path ?? "memory:"} could not be read back: {error.Message}");
            return null;
        }
    }

    private static T? ReadStore<T>(StoreLocation location, string memoryName, TimeSpan patience, Func<SqliteConnection, T?> read)
    {
        using SqliteConnection connection = Open(location.Path ?? StoreFile.MemoryUri(memoryName), location.IsMemory, patience);
        return read(connection);
    }

    /// <summary>The store did not take the records; the journal still has them, unless they go back further than the store's trouble.</summary>
    private static T? ReadJournal<T>(Engine engine, Func<SqliteConnection, T?> read)
    {
        string name = "flujo-journal-" + Guid.NewGuid().ToString("n");
        using SqliteDatabase memory = StoreFile.OpenMemory(name);
        engine.ReadJournalInto(memory);
        using SqliteConnection connection = Open(StoreFile.MemoryUri(name), isMemory: true, TimeSpan.FromSeconds(1));
        return read(connection);
    }

    private static SqliteConnection Open(string source, bool isMemory, TimeSpan patience)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = isMemory ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = (int)Math.Max(1, patience.TotalSeconds),
        }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = isMemory ? "PRAGMA read_uncommitted = 1; PRAGMA query_only = 1" : "PRAGMA query_only = 1";
        command.ExecuteNonQuery();
        return connection;
    }
}
