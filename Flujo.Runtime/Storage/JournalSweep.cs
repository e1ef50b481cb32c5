namespace Flujo.Storage;

/// <summary>Deletes the rows of processes of which the store has no run any more: a program that starts a million times would leave a million.</summary>
internal static class JournalSweep
{
    private const int RowsPerStep = 1000;
    private const long GraceNs = 86_400_000_000_000;

    /// <summary>
    /// One sweep, in short transactions. A run never begins after the last sign of life of its process, so what died before the oldest run began has none.
    /// A process that only seemed dead may come back, hence a day of grace.
    /// </summary>
    /// <param name="database">The store.</param>
    /// <param name="hasFile">Whether the journal of that id still lies beside the store: without its row it would be stored once more.</param>
    /// <param name="nowNs">UTC in nanoseconds.</param>
    /// <returns>How many rows went.</returns>
    public static long Run(SqliteDatabase database, Func<string, bool> hasFile, long nowNs)
    {
        long before = Math.Min(nowNs - GraceNs, database.Number("SELECT min(started_at) FROM run_rows") ?? long.MaxValue);
        long swept = 0;
        long reached = 0;
        while (Next(database, reached, before) is { Count: > 0 } rows)
        {
            reached = rows[^1].JournalNo;
            swept += StoreTransaction.Run(database, () => Delete(database, rows, hasFile));
        }

        return swept;
    }

    private static long Delete(SqliteDatabase database, List<(long JournalNo, string JournalId)> rows, Func<string, bool> hasFile)
    {
        long deleted = 0;
        foreach ((long journalNo, string journalId) in rows)
        {
            if (!hasFile(journalId))
            {
                database.Statement("DELETE FROM journals WHERE journal_no = ?1 AND state = 1").Bind(1, journalNo).Run();
                deleted += database.Changes;
            }
        }

        return deleted;
    }

    private static List<(long JournalNo, string JournalId)> Next(SqliteDatabase database, long reached, long before)
    {
        var rows = new List<(long, string)>();
        SqliteStatement select = database.Statement(
            "SELECT journal_no, journal_id FROM journals WHERE journal_no > ?1 AND state = 1 AND last_seen_at < ?2 ORDER BY journal_no LIMIT ?3")
            .Bind(1, reached).Bind(2, before).Bind(3, RowsPerStep);
        while (select.Step())
        {
            rows.Add((select.Long(0), select.Text(1)));
        }

        select.Reset();
        return rows;
    }
}
