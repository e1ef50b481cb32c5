using Microsoft.Data.Sqlite;
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

    /// <exception cref="SqliteException">The file cannot be read at all.</exception>
    public static OpenStore Open(StoreFiles files, TimeSpan timeout, CancellationToken stop)
    {
        SqliteConnection? connection = TryOpenForWriting(files.Path, timeout);
        if (connection is not null)
        {
            return new OpenStore(connection, files.Path, canWrite: true);
        }

        if (!files.HasWal)
        {
            string source = ImmutableUri(files.Path);
            return new OpenStore(Connect(source, SqliteOpenMode.ReadOnly, timeout), source, canWrite: false);
        }

        connection = TryOpenForReading(files, timeout);
        return connection is not null
            ? new OpenStore(connection, files.Path, canWrite: false)
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
            return new OpenStore(Connect(copy.Path, SqliteOpenMode.ReadWrite, timeout), copy.Path, canWrite: false, copy);
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Null when the file, or the folder for a log that must be made, may not be written.</summary>
    private static SqliteConnection? TryOpenForWriting(string path, TimeSpan timeout)
    {
        SqliteConnection connection = Connect(path, SqliteOpenMode.ReadWrite, timeout);
        try
        {
            if (raw.sqlite3_db_readonly(connection.Handle, "main") == 0)
            {
                Execute(connection, Probe);
                Execute(connection, "PRAGMA query_only = 1");
                return connection;
            }
        }
        catch (SqliteException error) when (IsAboutPermission(error))
        {
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    private static SqliteConnection? TryOpenForReading(StoreFiles files, TimeSpan timeout)
    {
        if (!File.Exists(files.WalPath) || !File.Exists(files.SharedMemoryPath))
        {
            return null;
        }

        SqliteConnection connection = Connect(files.Path, SqliteOpenMode.ReadOnly, timeout);
        try
        {
            Execute(connection, Probe);
            return connection;
        }
        catch (SqliteException error) when (IsAboutPermission(error))
        {
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string ImmutableUri(string path) =>
        "file:" + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, TimeSpan timeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)timeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static bool IsAboutPermission(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM;
}
