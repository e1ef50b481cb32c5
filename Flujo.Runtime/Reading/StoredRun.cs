using Flujo.Diagnostics;
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

    /// <summary>Goes on with a paused run. Where there is none, or somebody else goes on with it already, a new run begins, with a note.</summary>
    public static RunState Resume(string runId, TimeSpan patience)
    {
        Engine engine = Engine.OfThisFlow ?? Engine.Default;
        if (!engine.TryClaim(runId ?? "", patience, out PausedRun? paused))
        {
            // The store does not answer. What was paused since it last did is in the journal, where nobody else can find it.
            paused = Read(engine, () => FindInJournal(engine, runId ?? ""));
        }

        if (paused is null)
        {
            Notes.Write("resume_failed", $"there is no paused run {runId} in {engine.Location?.Path ?? "memory:"}; a new run begins in its place");
            return Recorder.BeginRun("resumed", version: null);
        }

        RunState run = Recorder.ResumeRun(
            engine, Guid.ParseExact(paused.RunId, "n"), SpanIds.BaseOf(paused.RootId, 1), paused.LastSpanNo, paused.Pipeline, paused.Version);
        if (run.IsRecording)
        {
            Recorder.Event(run, 1, "resume");
        }

        return run;
    }

    private static T? Read<T>(Engine engine, TimeSpan patience, Func<SqliteConnection, T?> read)
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

    private static PausedRun? FindInJournal(Engine engine, string runId)
    {
        using SqliteDatabase memory = StoreFile.OpenMemory("flujo-journal-" + Guid.NewGuid().ToString("n"));
        engine.ReadJournalInto(memory);
        return PausedRun.Find(memory, runId);
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
