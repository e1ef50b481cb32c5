using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>Whether an open SQLite file is a store that this lens can read.</summary>
internal static class StoreIdentity
{
    /// <summary>
    /// The version of its schema; null when it has none yet although its writer has begun: then a moment later it may.
    /// </summary>
    /// <exception cref="LensException">It is none, or one of a newer version.</exception>
    public static long? VersionOf(SqliteDatabase database, StoreFiles files)
    {
        // Tables first: they come in one commit with the two marks, which the writer may make between these looks.
        bool isEmpty = Number(database, "SELECT count(*) FROM sqlite_master") == 0;
        long application = Number(database, "PRAGMA application_id");
        long version = Number(database, "PRAGMA user_version");
        if (application == StoreSchema.ApplicationId && version > 0)
        {
            return version <= StoreSchema.Version ? version : throw StoreErrors.Newer(files.Path, version);
        }

        if (isEmpty)
        {
            return files.HasJournal ? null : throw StoreErrors.NotFlujo(files.Path, "it is a SQLite file without tables");
        }

        throw StoreErrors.NotFlujo(files.Path, "it is a SQLite file of another program");
    }

    private static long Number(SqliteDatabase database, string sql) => database.Number(sql) ?? 0;
}
