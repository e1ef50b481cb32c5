namespace Flujo.Storage;

/// <summary>How large a store is, and how it becomes smaller after a deletion.</summary>
internal static class StoreSpace
{
    private const int PagesPerStep = 1000;
    private const long SettlingMilliseconds = 100;

    /// <summary>What the content takes; the file may be larger until it has shrunk.</summary>
    public static long UsedBytes(SqliteDatabase database) =>
        ((database.Number("PRAGMA page_count") ?? 0) - FreePages(database)) * (database.Number("PRAGMA page_size") ?? 0);

    /// <summary>Gives some pages back to the file system, in one short transaction.</summary>
    /// <returns>Whether there are more to give.</returns>
    /// <exception cref="SqliteFailure">SQLite refused; trying again may help.</exception>
    public static bool ShrinkStep(SqliteDatabase database)
    {
        long before = FreePages(database);
        if (before == 0)
        {
            return false;
        }

        database.Execute($"PRAGMA incremental_vacuum({PagesPerStep})");
        return FreePages(database) is var after && after > 0 && after < before;
    }

    /// <summary>
    /// Lets the file itself shrink: until then the smaller state stands in the write-ahead log. Does what it can while others read: it waits for them with the
    /// lock of writers in its hand, so not long.
    /// </summary>
    public static void Settle(SqliteDatabase database)
    {
        long patience = database.Number("PRAGMA busy_timeout") ?? 0;
        database.Execute($"PRAGMA busy_timeout = {Math.Min(patience, SettlingMilliseconds)}");
        try
        {
            database.Number("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        finally
        {
            database.Execute($"PRAGMA busy_timeout = {patience}");
        }
    }

    private static long FreePages(SqliteDatabase database) => database.Number("PRAGMA freelist_count") ?? 0;
}
