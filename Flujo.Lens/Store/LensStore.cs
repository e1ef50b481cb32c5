using Flujo.Lens.Terminal;
using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>
/// The store that a verb reads: finds the file, opens it, checks what it is, runs the query, writes the audit record and
/// closes it, all before the deadline.
/// </summary>
internal sealed class LensStore(LensContext context, LensSettings settings)
{
    /// <summary>How long a program that is just making its store is waited for.</summary>
    private static readonly TimeSpan StartingPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StartingPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a query, which must not write to the terminal: it may be abandoned half-way.</summary>
    /// <exception cref="LensException">There is no store that can be read, or not in time.</exception>
    public T Read<T>(Func<LensSession, T> query)
    {
        var files = new StoreFiles(settings.Location(context));
        TimeSpan timeout = settings.Timeout(context);
        try
        {
            var notes = new List<string>();
            T answer = ReadInTime(files, timeout, query, notes);
            foreach (string note in notes)
            {
                context.Error.WriteLine($"note: {SafeText.Line(note)}");
            }

            return answer;
        }
        catch (TimeoutException)
        {
            throw StoreErrors.TimedOut(files.Path, timeout);
        }
        catch (SqliteFailure error)
        {
            throw StoreErrors.From(error, files.Path, timeout);
        }
        catch (UnauthorizedAccessException error)
        {
            throw StoreErrors.Forbidden(files.Path, error.Message);
        }
        catch (IOException error)
        {
            throw StoreErrors.Unreadable(files.Path, error.Message);
        }
    }

    private T ReadInTime<T>(StoreFiles files, TimeSpan timeout, Func<LensSession, T> query, List<string> notes)
    {
        using var progress = new Progress(context);
        return Deadline.Run(
            timeout,
            stop => Read(files, timeout, query, notes, stop),
            context.Cancelled,
            () => progress.Show(() => $"reading {SafeText.Line(files.Path)}"));
    }

    private T Read<T>(
        StoreFiles files, TimeSpan timeout, Func<LensSession, T> query, List<string> notes, CancellationToken stop)
    {
        using OpenStore store = OpenWhenReady(files, timeout, notes, stop);
        using CancellationTokenRegistration interrupt = stop.Register(store.Database.Interrupt);
        var session = new LensSession(store.Database, files.Path);
        store.Database.Execute("BEGIN");
        T answer = query(session);
        store.Database.Execute("ROLLBACK");

        if (store.CanWrite && session.Audit is { } audit)
        {
            AuditLog.TryWrite(store.Database, context.Now, audit.Command, audit.RunId);
        }

        return answer;
    }

    /// <summary>A program makes its store in several steps; who looks in between waits for the last one.</summary>
    private static OpenStore OpenWhenReady(
        StoreFiles files, TimeSpan timeout, List<string> notes, CancellationToken stop)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (TryOpen(files, timeout, notes, stop) is { } store)
            {
                return store;
            }

            if (TimeProvider.System.GetElapsedTime(started) >= StartingPatience)
            {
                throw StoreErrors.NotFlujo(files.Path, "a program has begun to make it, and has not finished");
            }

            stop.WaitHandle.WaitOne(StartingPause);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Null when the store is just being made.</summary>
    private static OpenStore? TryOpen(
        StoreFiles files, TimeSpan timeout, List<string> notes, CancellationToken stop)
    {
        if (Directory.Exists(files.Path))
        {
            throw StoreErrors.IsFolder(files.Path);
        }

        var file = new FileInfo(files.Path);
        if (!file.Exists)
        {
            return files.HasJournal ? DeadJournals.RecoverWithoutStore(files, timeout, notes, stop) : throw StoreErrors.Missing(files.Path);
        }

        if (file.Length == 0)
        {
            return files.HasJournal ? DeadJournals.RecoverWithoutStore(files, timeout, notes, stop) : throw StoreErrors.NotFlujo(files.Path, "it is empty");
        }

        OpenStore store = StoreOpener.Open(files, timeout, stop);
        long? version;
        try
        {
            version = StoreIdentity.VersionOf(store.Database, files);
        }
        catch
        {
            store.Dispose();
            throw;
        }

        if (version is { } known)
        {
            return DeadJournals.Recover(store, known, files, timeout, notes, stop);
        }

        store.Dispose();
        return DeadJournals.RecoverWithoutStore(files, timeout, notes, stop);
    }
}
