using Flujo.Storage;
using SQLitePCL;

namespace Flujo.Lens.Store;

/// <summary>
/// Opens a store for reading without leaving anything behind. The first way that works is taken:
/// <list type="number">
/// <item>read-write without create, with <c>query_only</c>: the only way in which the last reader of a WAL store removes
/// the -wal and -shm files that reading it makes;</item>
/// <item>where the file may not be written and no log is there, <c>immutable</c>: nothing is locked or created;</item>
/// <item>where a log and its shared memory are there, read-only;</item>
/// <item>else from a private copy.</item>
/// </list>
/// </summary>
internal static class StoreOpener
{
    /// <summary>Reads the header, and thereby opens log and shared memory: where that is not possible it shows here.</summary>
    private const string Probe = "PRAGMA application_id";

    /// <exception cref="SqliteFailure">The file cannot be read at all.</exception>
    public static OpenStore Open(StoreFiles files, TimeSpan timeout, CancellationToken stop)
    {
        SqliteDatabase? database = TryOpenForWriting(files.Path, timeout);
        if (database is not null)
        {
            return new OpenStore(database, files.Path, canWrite: true);
        }

        if (!files.HasWal)
        {
            string source = ImmutableUri(files.Path);
            return new OpenStore(SqliteDatabase.OpenReadOnly(source, Milliseconds(timeout)), source, canWrite: false);
        }

        database = TryOpenForReading(files, timeout);
        return database is not null
            ? new OpenStore(database, files.Path, canWrite: false)
            : OpenCopy(files, timeout, stop);
    }

    /// <summary>Opens a private copy, to which something may be done first.</summary>
    public static OpenStore OpenCopy(
        StoreFiles files, TimeSpan timeout, CancellationToken stop, Action<string>? prepare = null)
    {
        PrivateCopy copy = PrivateCopy.Of(files, stop);
        try
        {
            prepare?.Invoke(copy.Path);
            return new OpenStore(SqliteDatabase.Open(copy.Path, create: false, Milliseconds(timeout)), copy.Path, canWrite: false, copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Null when the file, or the folder for a log that must be made, may not be written.</summary>
    private static SqliteDatabase? TryOpenForWriting(string path, TimeSpan timeout)
    {
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(path, create: false, Milliseconds(timeout));
            if (!database.IsReadOnly)
            {
                database.Number(Probe);
                database.Execute("PRAGMA query_only = 1");
                return database;
            }
        }
        catch (SqliteFailure error) when (IsAboutPermission(error))
        {
        }
        catch
        {
            database?.Dispose();
            throw;
        }

        database?.Dispose();
        return null;
    }

    private static SqliteDatabase? TryOpenForReading(StoreFiles files, TimeSpan timeout)
    {
        if (!File.Exists(files.WalPath) || !File.Exists(files.SharedMemoryPath))
        {
            return null;
        }

        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.OpenReadOnly(files.Path, Milliseconds(timeout));
            database.Number(Probe);
            return database;
        }
        catch (SqliteFailure error) when (IsAboutPermission(error))
        {
            database?.Dispose();
            return null;
        }
        catch
        {
            database?.Dispose();
            throw;
        }
    }

    private static string ImmutableUri(string path) =>
        "file:" + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";

    private static int Milliseconds(TimeSpan timeout) => (int)timeout.TotalMilliseconds;

    private static bool IsAboutPermission(SqliteFailure error) =>
        error.PrimaryCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM;
}
