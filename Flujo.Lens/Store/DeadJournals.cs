using Flujo.Draining;
using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>
/// Makes sure that what a killed program left in its journal is seen: it is moved into the store, or, where lens may not
/// write the store, into a private copy of it. Looks first, so that a store without dead journals is only read.
/// </summary>
internal static class DeadJournals
{
    private const int BusyMilliseconds = 100;

    /// <summary>The store to read: the same one, or a copy in its place.</summary>
    /// <param name="store">The open store. Disposed when another one is returned.</param>
    /// <param name="version">The version of its schema.</param>
    /// <param name="files">Where it is.</param>
    /// <param name="timeout">For the copy's connection.</param>
    /// <param name="notes">Takes what the user should know.</param>
    /// <param name="stop">Asks to give up.</param>
    public static OpenStore Recover(
        OpenStore store, long version, StoreFiles files, TimeSpan timeout, List<string> notes, CancellationToken stop)
    {
        if (!MayBeNeeded(store.Database, files) || !IsNeeded(store, files, notes))
        {
            return store;
        }

        // Recovery migrates what it writes to, and only a writing program may do that to the store itself.
        if (store.CanWrite && version == StoreSchema.Version)
        {
            RecoveryReport report = JournalRecovery.Recover(files.Path);
            if (!report.StoreNotWritable)
            {
                notes.AddRange(report.Problems);
                return store;
            }
        }

        // The source is closed first: closing any handle on a file drops all of a process's POSIX locks on it.
        store.Dispose();
        return StoreOpener.OpenCopy(
            files,
            timeout,
            stop,
            copy => notes.AddRange(JournalRecovery.RecoverIntoCopy(copy, files.Path).Problems));
    }

    /// <summary>
    /// A program that was killed before it had made its store left a journal and nothing else. Its spans had ended all the same: they are
    /// recovered into the store that it would have made, or, where lens may not write, into a private one.
    /// </summary>
    /// <returns>The private one; null where there is nothing to recover, or where the store is there now.</returns>
    public static OpenStore? RecoverWithoutStore(StoreFiles files, TimeSpan timeout, List<string> notes, CancellationToken stop)
    {
        if (!JournalRecovery.HasReadable(files.Path))
        {
            return null;
        }

        RecoveryReport report = JournalRecovery.Recover(files.Path);
        if (!report.StoreNotWritable)
        {
            notes.AddRange(report.Problems);
            return null;
        }

        return StoreOpener.OpenCopy(
            files,
            timeout,
            stop,
            copy => notes.AddRange(JournalRecovery.RecoverIntoCopy(copy, files.Path).Problems));
    }

    /// <summary>Cheap, and false for most stores: no program has ever been killed, and none is running.</summary>
    private static bool MayBeNeeded(SqliteDatabase database, StoreFiles files)
    {
        if (files.HasJournal)
        {
            return true;
        }

        return database.Number("SELECT EXISTS(SELECT 1 FROM journals WHERE state = 0)") != 0;
    }

    private static bool IsNeeded(OpenStore store, StoreFiles files, List<string> notes)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.Open(store.Source, create: false, BusyMilliseconds);
            return JournalRecovery.IsNeeded(database, files.Path);
        }
        catch (SqliteFailure failure)
        {
            notes.Add($"journals of killed programs were not looked at: {failure.Message}");
            return false;
        }
    }
}
