using Flujo.Storage;

namespace Flujo.Lens.Verbs.Ship;

/// <summary>Writes down what arrived, in short transactions beside whatever programs write. Used by one thread.</summary>
internal sealed class DirectOutbox(SqliteDatabase database) : IOutboxStore
{
    public bool TryWrite(Action<SqliteDatabase> change)
    {
        try
        {
            database.Execute("BEGIN IMMEDIATE");
            change(database);
            database.Execute("COMMIT");
            return true;
        }
        catch (SqliteFailure failure) when (failure.IsBusy || failure.IsFull)
        {
            return false;
        }
        finally
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }
        }
    }
}
