using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// The recovery of one dead journal, by who holds its lock, in steps of one transaction each. Killed between two of them, or in one, it has done a part, and whoever comes
/// next does the rest: how far it came stands in the store. Used by one thread.
/// </summary>
/// <param name="database">The open store.</param>
/// <param name="file">The locked file; disposing this lets it go.</param>
/// <param name="keepFile">Whether the file stays.</param>
/// <param name="report">Takes what people should know.</param>
internal sealed class JournalTakeover(SqliteDatabase database, FileStream file, bool keepFile, RecoveryReport report) : IDisposable
{
    private const long HeartbeatTrustNs = 10_000_000_000;

    /// <summary>Fewer than a drainer stores at once: in its process, writing threads may wait for what comes behind this.</summary>
    private const int RecordsPerStep = 4_096;

    private IEnumerator<bool>? _steps;

    /// <summary>Whether a process that was last seen then may still be alive.</summary>
    public static bool MayLive(long lastSeenNs) => WallClock.UtcNowNs() - lastSeenNs < HeartbeatTrustNs;

    /// <summary>Does a part.</summary>
    /// <returns>False when nothing is left to do.</returns>
    /// <exception cref="SqliteFailure">The store did not take it. The file is still there.</exception>
    public bool Step() => (_steps ??= Steps().GetEnumerator()).MoveNext();

    public void Dispose()
    {
        _steps?.Dispose();
        file.Dispose();
    }

    private IEnumerable<bool> Steps()
    {
        string journalId = JournalPaths.IdOf(file.Name);
        DeadJournal? journal = DeadJournal.TryRead(file, journalId, out string problem, out bool isNewer);
        if (journal is null)
        {
            foreach (bool step in KeepUnreadable(journalId, isNewer, $"{file.Name} is not read: {problem}"))
            {
                yield return step;
            }

            yield break;
        }

        if (journal.Header.BootId != ProcessIdentity.Current.BootId && MayLive(journal.Header.HeartbeatNs))
        {
            yield break; // a lock of another machine may not be visible here, and its owner was alive a moment ago
        }

        yield return true; // reading it took its time
        foreach (bool step in Store(journal))
        {
            yield return step;
        }

        DeleteFile();
        report.Recovered++;
    }

    private IEnumerable<bool> Store(DeadJournal journal)
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
            yield break; // stored whole; only the file was left
        }

        var clock = new TickClock(header.Anchors, header.TicksPerSecond);
        var drain = new JournalDrain(clock, header.Version) { Progress = progress, LastSignOfLifeNs = Math.Max(header.HeartbeatNs, lastSeenNs) };
        LoadRuns(journalNo, drain.Runs);
        var identity = new JournalIdentity(
            header.JournalId, file.Name, header.Program, header.ProgramVersion, header.Host, header.ProcessId, header.Anchors[0].UtcNs);
        var writer = new StoreWriter(database, identity, journal, drain.Runs, drops: () => journal.Drops);
        List<DrainCursor> cursors = journal.Cursors(progress);
        drain.Begin(cursors, journal.ChunkCount, long.MaxValue);
        while (drain.StoreNext(writer, RecordsPerStep))
        {
            yield return true;
        }

        while (writer.CloseSome(drain.LastSignOfLifeNs))
        {
            yield return true;
        }

        int damaged = journal.LostChunks + cursors.Count(static cursor => cursor.Reader.IsAtDamage(cursor.Memory));
        if (damaged + drain.Malformed > 0)
        {
            report.Add("journal_damaged",
                $"{file.Name} was damaged: {damaged} of its chunks could not be read to their end, and {drain.Malformed} records not at all; they are lost");
        }
    }

    /// <summary>Its process is dead, whatever the file says: what the store has as open is closed, unless a newer program will do better.</summary>
    private IEnumerable<bool> KeepUnreadable(string journalId, bool isNewer, string problem)
    {
        (long JournalNo, long LastSeenNs)? open = isNewer ? null : OpenRow(journalId);
        while (open is { } row && CloseSome(database, row.JournalNo, row.LastSeenNs))
        {
            yield return true;
        }

        if (isNewer || file.Length > JournalFormat.FileHeaderSize)
        {
            report.Add("journal_unreadable", $"{problem}. It is kept; delete it when it is not wanted");
            yield break;
        }

        DeleteFile(); // its maker died before the first record
        if (open is not null)
        {
            report.Add("journal_damaged", $"{problem}. It held nothing more; its open runs are interrupted");
        }
    }

    /// <summary>The store's row of the journal, when it says open.</summary>
    private (long JournalNo, long LastSeenNs)? OpenRow(string journalId)
    {
        SqliteStatement row = database.Statement("SELECT journal_no, last_seen_at FROM journals WHERE journal_id = ?1 AND state = 0").Bind(1, journalId);
        (long, long)? open = row.Step() ? (row.Long(0), row.Long(1)) : null;
        row.Reset();
        return open;
    }

    /// <summary>Closes a part of what the store has as open of a journal that cannot be read, or is gone.</summary>
    /// <returns>False when nothing is left to do.</returns>
    public static bool CloseSome(SqliteDatabase database, long journalNo, long lastSeenNs) => StoreTransaction.Run(database, () =>
    {
        var rollups = new Rollups();
        var rows = new SpanRows(database, new NameNumbers(database, ConstantTable.Process), rollups);
        return JournalCloser.CloseSome(database, rows, rollups, journalNo, lastSeenNs);
    });

    /// <summary>The runs whose start was stored before, under the numbers that this journal gave them.</summary>
    private void LoadRuns(long journalNo, Dictionary<uint, KnownRun> runs)
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

    private void DeleteFile()
    {
        if (!keepFile)
        {
            File.Delete(file.Name); // while we hold the lock: who waits for it finds the file gone
        }
    }
}
