using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>
/// The recovery of all that dead processes have left beside a store, in steps: a drainer takes one between two of its cycles, so that a large journal does not
/// keep its own process's records waiting. Never throws; what went wrong is in the report. Used by one thread.
/// </summary>
/// <param name="database">The open store.</param>
/// <param name="targetPath">Its path.</param>
/// <param name="storePath">The store beside which the journals lie: another one when the target is a copy of it.</param>
/// <param name="keepFiles">Whether the journals stay.</param>
internal sealed class StoreRecovery(SqliteDatabase database, string targetPath, string storePath, bool keepFiles) : IDisposable
{
    private IEnumerator<bool>? _steps;

    public RecoveryReport Report { get; } = new();

    /// <summary>Does a part: at most one transaction.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public bool Step() => (_steps ??= Steps().GetEnumerator()).MoveNext();

    /// <summary>Lets go of the journal that it is at; what was stored of it stays stored.</summary>
    public void Dispose() => _steps?.Dispose();

    private IEnumerable<bool> Steps()
    {
        foreach (string path in JournalPaths.Of(storePath))
        {
            using JournalTakeover? takeover = TakeOver(path);
            while (takeover is not null && Step(takeover, path))
            {
                yield return true;
            }
        }

        foreach ((long journalNo, long lastSeenNs) in Orphans())
        {
            while (CloseSome(journalNo, lastSeenNs))
            {
                yield return true;
            }
        }
    }

    private JournalTakeover? TakeOver(string path)
    {
        FileStream? file = JournalLock.TryTake(path, out string? why);
        if (why is not null)
        {
            Report.Add("journal_unreadable", why);
        }

        return file is null ? null : new JournalTakeover(database, file, keepFiles, Report);
    }

    /// <summary>One journal that cannot be recovered must not keep the others, or the program, from going on.</summary>
    private bool Step(JournalTakeover takeover, string path)
    {
        try
        {
            return takeover.Step();
        }
        catch (Exception error)
        {
            Report.StoreNotWritable |= error is SqliteFailure;
            Report.Add("recovery_failed", $"{path} could not be recovered into {targetPath}: {error.Message}. It is kept");
            return false;
        }
    }

    private bool CloseSome(long journalNo, long lastSeenNs)
    {
        try
        {
            bool more = JournalTakeover.CloseSome(database, journalNo, lastSeenNs);
            Report.Recovered += more ? 0 : 1;
            return more;
        }
        catch (SqliteFailure failure)
        {
            NoteOrphans(failure);
            return false;
        }
    }

    private List<(long JournalNo, long LastSeenNs)> Orphans()
    {
        try
        {
            return JournalRecovery.Orphans(database, storePath);
        }
        catch (SqliteFailure failure)
        {
            NoteOrphans(failure);
            return [];
        }
    }

    private void NoteOrphans(SqliteFailure failure)
    {
        Report.StoreNotWritable = true;
        Report.Add("recovery_failed", $"runs of processes that are gone could not be closed: {failure.Message}");
    }
}
