using Flujo.Draining;
using Flujo.Lens.Terminal;
using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>
/// Opens a store to change it, for the verbs that delete. Writes in short transactions beside whatever programs write, and waits for them, each time at most as long
/// as the verb may wait.
/// </summary>
internal sealed class StoreChange(LensContext context, LensSettings settings)
{
    /// <summary>Runs a change. It may take long; it looks at <see cref="LensContext.Cancelled"/> between its transactions.</summary>
    /// <param name="path">What <see cref="LensStore"/> has just found to be a store.</param>
    /// <param name="change">The change.</param>
    /// <exception cref="LensException">The store cannot be written.</exception>
    public T Run<T>(string path, Func<SqliteDatabase, T> change)
    {
        TimeSpan timeout = settings.Timeout(context);
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(path, create: false, (int)timeout.TotalMilliseconds);
            int version = StoreFile.VersionOf(database);
            if (version != StoreSchema.Version)
            {
                throw StoreErrors.Older(path, version);
            }

            database.Execute("PRAGMA synchronous = NORMAL");
            return change(database);
        }
        catch (SqliteFailure failure)
        {
            throw StoreErrors.From(failure, path, timeout);
        }
    }

    /// <summary>Gives back the space that became free, and forgets processes without runs.</summary>
    public void TidyUp(SqliteDatabase database, string path, Progress progress)
    {
        JournalSweep.Run(database, id => File.Exists(JournalPaths.For(path, id)), TickClockNow());
        while (StoreSpace.ShrinkStep(database))
        {
            context.Cancelled.ThrowIfCancellationRequested();
            progress.Show(() => "giving space back");
        }

        StoreSpace.Settle(database);
    }

    private long TickClockNow() => Reading.StoredValue.ToNanoseconds(context.Now);
}
