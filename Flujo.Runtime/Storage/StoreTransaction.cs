namespace Flujo.Storage;

/// <summary>One write transaction: all of it happens, or nothing.</summary>
internal static class StoreTransaction
{
    /// <summary>Does something within a transaction of its own.</summary>
    /// <exception cref="SqliteFailure">SQLite refused; nothing was changed.</exception>
    public static T Run<T>(SqliteDatabase database, Func<T> act)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            T result = act();
            database.Execute("COMMIT");
            return result;
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK"); // what failed may have done that itself
            }

            throw;
        }
    }
}
