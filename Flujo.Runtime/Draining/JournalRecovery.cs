using Flujo.Journal;
using Flujo.Storage;

namespace Flujo.Draining;

/// <summary>
/// Finds journals whose process is gone, stores what they hold, and marks what was open as interrupted. A journal is dead when its lock is free;
/// whoever takes the lock recovers, everybody else passes by. Any process may do this at any time.
/// </summary>
internal static class JournalRecovery
{
    private const long HeartbeatTrustNs = 10_000_000_000;

    /// <summary>Recovers all dead journals of a store. Never throws; what went wrong is in the report.</summary>
    /// <param name="storePath">The store's full path; it exists.</param>
    public static RecoveryReport Recover(string storePath) => Recover(storePath, storePath, keepFiles: false);

    /// <summary>Recovers into a private copy of a store that may not be written, and leaves the journals as they are.</summary>
    /// <param name="copyPath">The copy.</param>
    /// <param name="storePath">The store beside which the journals lie.</param>
    public static RecoveryReport RecoverIntoCopy(string copyPath, string storePath) => Recover(copyPath, storePath, keepFiles: true);

    /// <summary>Whether there is anything to recover: a journal without a living owner, or a row that says open and has no journal.</summary>
    public static bool IsNeeded(SqliteDatabase database, string storePath) =>
        JournalPaths.Of(storePath).Any(path => OpenIfDead(path, out _) is { } file && Close(file)) || Orphans(database, storePath).Count > 0;

    /// <summary>Whether a dead process left a journal that can be read: of a store, too, that it had not yet made.</summary>
    public static bool HasReadable(string storePath)
    {
        foreach (string path in JournalPaths.Of(storePath))
        {
            using FileStream? file = OpenIfDead(path, out _);
            if (file is not null && DeadJournal.TryRead(file, JournalPaths.IdOf(path), out _, out _) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Close(FileStream file)
    {
        file.Dispose();
        return true;
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

    /// <summary>As <see cref="Recover(string)"/>, with an open store.</summary>
    public static RecoveryReport RecoverInto(SqliteDatabase database, string targetPath, string storePath, bool keepFiles)
    {
        var report = new RecoveryReport();
        foreach (string path in JournalPaths.Of(storePath))
        {
            try
            {
                using FileStream? file = OpenIfDead(path, out string? why);
                if (file is not null)
                {
                    RecoverOne(database, file, keepFiles, report);
                }
                else if (why is not null)
                {
                    report.Add("journal_unreadable", why);
                }
            }
            catch (Exception error)
            {
                // One journal that cannot be recovered must not keep the others, or the program, from going on.
                report.StoreNotWritable |= error is SqliteFailure;
                report.Add("recovery_failed", $"{path} could not be recovered into {targetPath}: {error.Message}. It is kept");
            }
        }

        CloseOrphans(database, storePath, report);
        return report;
    }

    /// <summary>The locked file when its owner is dead; else null, with a reason when people should know.</summary>
    private static FileStream? OpenIfDead(string path, out string? why)
    {
        why = null;
        try
        {
            FileStream file = OpenLocked(path);
            if (File.Exists(path))
            {
                return file;
            }

            file.Dispose(); // somebody else recovered it between our look and our lock
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return null; // locked: alive
        }
        catch (UnauthorizedAccessException)
        {
            why = $"{path} belongs to somebody else and cannot be read; what it holds is not shown";
            return null;
        }
    }

    private static FileStream OpenLocked(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception error) when (error is UnauthorizedAccessException)
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
        }
    }

    private static void RecoverOne(SqliteDatabase database, FileStream file, bool keepFiles, RecoveryReport report)
    {
        string journalId = JournalPaths.IdOf(file.Name);
        DeadJournal? journal = DeadJournal.TryRead(file, journalId, out string problem, out bool isNewer);
        if (journal is null)
        {
            KeepUnreadable(database, file, journalId, isNewer, keepFiles, $"{file.Name} is not read: {problem}", report);
            return;
        }

        if (journal.Header.BootId != ProcessIdentity.Current.BootId && TickClock.UtcNowNs() - journal.Header.HeartbeatNs < HeartbeatTrustNs)
        {
            return; // a lock of another machine may not be visible here, and its owner was alive a moment ago
        }

        Store(database, journal, file.Name, report);
        DeleteUnless(keepFiles, file);
        report.Recovered++;
    }

    /// <summary>Its process is dead, whatever the file says: what the store has as open is closed, unless a newer program will do better.</summary>
    private static void KeepUnreadable(
        SqliteDatabase database, FileStream file, string journalId, bool isNewer, bool keepFiles, string problem, RecoveryReport report)
    {
        bool known = !isNewer && CloseRows(database, journalId);
        if (!isNewer && file.Length <= JournalFormat.FileHeaderSize)
        {
            DeleteUnless(keepFiles, file); // its maker died before the first record
            if (known)
            {
                report.Add("journal_damaged", $"{problem}. It held nothing more; its open runs are interrupted");
            }
        }
        else
        {
            report.Add("journal_unreadable", $"{problem}. It is kept; delete it when it is not wanted");
        }
    }

    /// <returns>Whether the store had rows of the journal that said open.</returns>
    private static bool CloseRows(SqliteDatabase database, string journalId)
    {
        SqliteStatement row = database.Statement("SELECT journal_no, last_seen_at FROM journals WHERE journal_id = ?1 AND state = 0").Bind(1, journalId);
        bool known = row.Step();
        (long journalNo, long lastSeenNs) = known ? (row.Long(0), row.Long(1)) : default;
        row.Reset();
        if (known)
        {
            CloseRows(database, journalNo, lastSeenNs);
        }

        return known;
    }

    private static void CloseRows(SqliteDatabase database, long journalNo, long lastSeenNs)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var rollups = new Rollups();
            var rows = new SpanRows(database, new NameNumbers(database, ConstantTable.Process), rollups);
            JournalCloser.Close(database, rows, rollups, journalNo, lastSeenNs);
            database.Execute("COMMIT");
        }
        catch
        {
            if (database.InTransaction)
            {
                database.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static void Store(SqliteDatabase database, DeadJournal journal, string path, RecoveryReport report)
    {
        JournalHeader header = journal.Header;
        SqliteStatement row = database.Statement("SELECT journal_no, state, progress, last_seen_at FROM journals WHERE journal_id = ?1").Bind(1, header.JournalId);
        bool known = row.Step();
        bool closed = known && row.Long(1) != 0;
        long journalNo = known ? row.Long(0) : 0;
        byte[] progress = known && !row.IsNull(2) ? row.Blob(2) : [];
        long lastSeenNs = known ? row.Long(3) : 0;
        row.Reset();
        if (closed)
        {
            return; // stored whole; only the file was left
        }

        var clock = new TickClock(header.Anchors, header.TicksPerSecond);
        var drain = new JournalDrain(clock, header.Version) { Progress = progress, LastSignOfLifeNs = Math.Max(header.HeartbeatNs, lastSeenNs) };
        LoadRuns(database, journalNo, drain.Runs);
        var identity = new JournalIdentity(
            header.JournalId, path, header.Program, header.ProgramVersion, header.Host, header.ProcessId, header.Anchors[0].UtcNs);
        var writer = new StoreWriter(database, identity, journal, drain.Runs, drops: () => journal.Drops);
        List<DrainCursor> cursors = journal.Cursors(progress);
        drain.StoreAll(writer, cursors, journal.ChunkCount, long.MaxValue);
        writer.Close(drain.LastSignOfLifeNs);
        int damaged = journal.LostChunks + cursors.Count(static cursor => cursor.Reader.IsAtDamage(cursor.Memory));
        if (damaged + drain.Malformed > 0)
        {
            report.Add("journal_damaged",
                $"{path} was damaged: {damaged} of its chunks could not be read to their end, and {drain.Malformed} records not at all; they are lost");
        }
    }

    /// <summary>The runs whose start was stored before, under the numbers that this journal gave them.</summary>
    private static void LoadRuns(SqliteDatabase database, long journalNo, Dictionary<uint, KnownRun> runs)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT m.run_index, r.run_no, r.run_id, n.name, r.pipeline_no, r.started_at, s.span_id
            FROM journal_runs m JOIN run_rows r ON r.run_no = m.run_no JOIN names n ON n.name_no = r.pipeline_no
                LEFT JOIN span_rows s ON s.run_no = r.run_no AND s.span_no = 1
            WHERE m.journal_no = ?1
            """).Bind(1, journalNo);
        while (select.Step())
        {
            runs[(uint)select.Long(0)] = new KnownRun
            {
                RunIndex = (uint)select.Long(0),
                RunId = select.Text(2),
                Pipeline = select.Text(3),
                StartedAt = select.Long(5),
                SpanBase = SpanIds.BaseOf((ulong)select.Long(6), 1),
                Progress = new RunProgress { RunNo = select.Long(1), PipelineNo = select.Long(4), Mapped = true },
            };
        }

        select.Reset();
    }

    private static void CloseOrphans(SqliteDatabase database, string storePath, RecoveryReport report)
    {
        try
        {
            foreach ((long journalNo, long lastSeenNs) in Orphans(database, storePath))
            {
                CloseRows(database, journalNo, lastSeenNs);
                report.Recovered++;
            }
        }
        catch (SqliteFailure failure)
        {
            report.StoreNotWritable = true;
            report.Add("recovery_failed", $"runs of processes that are gone could not be closed: {failure.Message}");
        }
    }

    /// <summary>
    /// Open rows whose journal is gone. A process without a journal file shows that it lives by its row alone; its time is trusted as a heartbeat is.
    /// </summary>
    private static List<(long JournalNo, long LastSeenNs)> Orphans(SqliteDatabase database, string storePath)
    {
        var orphans = new List<(long, long)>();
        SqliteStatement select = database.Statement("SELECT journal_no, journal_id, path, last_seen_at FROM journals WHERE state = 0");
        while (select.Step())
        {
            bool gone = select.IsNull(2)
                ? TickClock.UtcNowNs() - select.Long(3) > HeartbeatTrustNs
                : !File.Exists(JournalPaths.For(storePath, select.Text(1)));
            if (gone)
            {
                orphans.Add((select.Long(0), select.Long(3)));
            }
        }

        select.Reset();
        return orphans;
    }

    private static void DeleteUnless(bool keep, FileStream file)
    {
        if (!keep)
        {
            File.Delete(file.Name); // while we hold the lock: who waits for it finds the file gone
        }
    }
}
