using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Flujo.Storage;

/// <summary>Opens a store for writing: makes folders and file, lays out the schema, migrates an older version, and refuses what is not ours.</summary>
internal static class StoreFile
{
    private const int BusyMilliseconds = 500;

    /// <summary>Opens the store, created where it is missing.</summary>
    /// <exception cref="StoreProblem">It is not a store, or a newer one.</exception>
    /// <exception cref="SqliteFailure">SQLite refused; trying again may help.</exception>
    /// <exception cref="IOException">Folder or file cannot be made.</exception>
    public static SqliteDatabase Open(string path)
    {
        CheckLength(path);
        MakeFile(path);
        SqliteDatabase database = SqliteDatabase.Open(path, create: false, BusyMilliseconds);
        try
        {
            Prepare(database, path);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Makes the store's folder, for its owner alone, where it is missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
    }

    /// <summary>Opens a store in memory that connections of this process share by its name.</summary>
    public static SqliteDatabase OpenMemory(string name)
    {
        SqliteDatabase database = SqliteDatabase.Open(MemoryUri(name), create: true, BusyMilliseconds);
        Migrate(database, "memory:");
        return database;
    }

    /// <summary>The URI of a store in memory.</summary>
    public static string MemoryUri(string name) => $"file:{name}?mode=memory&cache=shared";

    /// <summary>Whether the file that was opened is no longer at its path: deleted, or another one put there.</summary>
    public static bool HasMoved(SqliteDatabase database)
    {
        if (!SqliteCalls.IsDirect)
        {
            return false;
        }

        int moved = 0;
        int result = NativeFileControl(database.Handle.DangerousGetHandle(), nint.Zero, HasMovedOpcode, ref moved);
        return result == raw.SQLITE_OK && moved != 0;
    }

    /// <summary>The version of the schema in the file.</summary>
    public static int VersionOf(SqliteDatabase database) => (int)(database.Number("PRAGMA user_version") ?? 0);

    private const int HasMovedOpcode = 20; // SQLITE_FCNTL_HAS_MOVED: not in SQLitePCLRaw's surface

    [DllImport(SqliteCalls.BundledLibrary, EntryPoint = "sqlite3_file_control")]
    private static extern int NativeFileControl(nint db, nint databaseName, int opcode, ref int argument);

    /// <summary>SQLite says of a path that is too long that it cannot open it, and no more.</summary>
    private static void CheckLength(string path)
    {
        const int LongestPath = 511;
        const int LongestName = 255;
        int besides = "-journal".Length;
        if (Encoding.UTF8.GetByteCount(path) + besides > LongestPath || Encoding.UTF8.GetByteCount(Path.GetFileName(path)) + besides > LongestName)
        {
            throw new StoreProblem("store_path_too_long",
                $"{path} is longer than SQLite takes: at most {LongestPath - besides} bytes in all and {LongestName - besides} for the file's name. " +
                $"Set {StoreLocation.EnvironmentVariable} to a shorter path");
        }
    }

    private static void MakeFile(string path)
    {
        if (File.Exists(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new StoreProblem("store_is_folder", $"{path} is a folder; a store is a file. Set {StoreLocation.EnvironmentVariable} to a file's path");
        }

        MakeFolder(path);
        // SQLite would make the file by the umask; prompts and outputs are nobody else's business.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
    }

    private static void Prepare(SqliteDatabase database, string path)
    {
        // Tables first: both come with one commit, which another process may make between these two looks.
        long tables = database.Number("SELECT count(*) FROM sqlite_master") ?? 0;
        long application = database.Number("PRAGMA application_id") ?? 0;
        if (tables > 0 && application != StoreSchema.ApplicationId)
        {
            throw new StoreProblem("store_is_foreign",
                $"{path} is a SQLite database of another program. Move it away, or set {StoreLocation.EnvironmentVariable} to another path");
        }

        if (tables == 0)
        {
            // Both stand in the file's header and must come before its first page.
            database.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        }

        // A checkpoint waits for the disk twice, so there is one per 16 MiB of log in place of SQLite's one per 4; the cache is the drainer's memory.
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864; " +
            "PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384");
        int version = VersionOf(database);
        if (version > StoreSchema.Version)
        {
            throw new StoreProblem("store_is_newer",
                $"{path} has schema version {version}; this program writes version {StoreSchema.Version}. Update the package Flujo, " +
                $"or set {StoreLocation.EnvironmentVariable} to another path. Spans are kept in the journal meanwhile");
        }

        if (version < StoreSchema.Version)
        {
            Migrate(database, path);
        }
    }

    private static void Migrate(SqliteDatabase database, string path)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            // Another process may have been quicker between the look and the lock.
            for (int version = VersionOf(database); version < StoreSchema.Version; version++)
            {
                database.Execute(StoreSchema.Migrations[version]);
                database.Execute($"PRAGMA user_version = {version + 1}");
            }

            database.Execute($"PRAGMA application_id = {StoreSchema.ApplicationId}");
            database.Execute("COMMIT");
        }
        catch (SqliteFailure failure)
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw failure.IsBusy || failure.IsFull
                ? failure
                : new StoreProblem("store_not_migrated", $"{path} could not be brought to schema version {StoreSchema.Version}: {failure.Message}");
        }
    }
}
