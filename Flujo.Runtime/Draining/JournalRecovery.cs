using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>
/// Finds journals whose process is gone, stores what they hold, and marks what was open as interrupted. A journal is dead when its lock is free;
/// whoever takes the lock recovers, everybody else passes by. Any process may do this at any time.
/// </summary>
internal static class JournalRecovery
{
    /// <summary>Recovers all dead journals of a store. Never throws; what went wrong is in the report.</summary>
    /// <param name="storePath">The store's full path; it exists.</param>
    public static RecoveryReport Recover(string storePath) => Recover(storePath, storePath, keepFiles: false);

    /// <summary>Recovers into a private copy of a store that may not be written, and leaves the journals as they are.</summary>
    /// <param name="copyPath">The copy.</param>
    /// <param name="storePath">The store beside which the journals lie.</param>
    public static RecoveryReport RecoverIntoCopy(string copyPath, string storePath) => Recover(copyPath, storePath, keepFiles: true);

    /// <summary>Whether there is anything to recover: a journal without a living owner, or a row that says open and has no journal.</summary>
    public static bool IsNeeded(SqliteDatabase database, string storePath) =>
        JournalPaths.Of(storePath).Any(JournalLock.IsFree) || Orphans(database, storePath).Count > 0;

    /// <summary>Whether a dead process left a journal that can be read: of a store, too, that it had not yet made.</summary>
    public static bool HasReadable(string storePath)
    {
        foreach (string path in JournalPaths.Of(storePath))
        {
            using FileStream? file = JournalLock.TryTake(path, out _);
            if (file is not null && DeadJournal.TryRead(file, JournalPaths.IdOf(path), out _, out _) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As <see cref="Recover(string)"/>, with an open store.</summary>
    public static RecoveryReport RecoverInto(SqliteDatabase database, string targetPath, string storePath, bool keepFiles)
    {
        using var recovery = new StoreRecovery(database, targetPath, storePath, keepFiles);
        while (recovery.Step())
        {
            // Nobody waits for anything in between.
        }

        return recovery.Report;
    }

    /// <summary>
    /// Open rows whose journal is gone. A process without a journal file shows that it lives by its row alone; its time is trusted as a heartbeat is.
    /// </summary>
    public static List<(long JournalNo, long LastSeenNs)> Orphans(SqliteDatabase database, string storePath)
    {
        var orphans = new List<(long, long)>();
        SqliteStatement select = database.Statement("SELECT journal_no, journal_id, path, last_seen_at FROM journals WHERE state = 0");
        while (select.Step())
        {
            bool gone = select.IsNull(2) ? !JournalTakeover.MayLive(select.Long(3)) : !File.Exists(JournalPaths.For(storePath, select.Text(1)));
            if (gone)
            {
                orphans.Add((select.Long(0), select.Long(3)));
            }
        }

        select.Reset();
        return orphans;
    }

    private static RecoveryReport Recover(string targetPath, string storePath, bool keepFiles)
    {
        try
        {
            using SqliteDatabase database = StoreFile.Open(targetPath);
            return RecoverInto(database, targetPath, storePath, keepFiles);
        }
        catch (Exception error) when (error is SqliteFailure or StoreProblem or IOException or UnauthorizedAccessException)
        {
            var report = new RecoveryReport { StoreNotWritable = true };
            report.Add("recovery_failed", $"{targetPath} could not be opened for recovery: {error.Message}");
            return report;
        }
    }
}
