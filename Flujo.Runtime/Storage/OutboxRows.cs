namespace Flujo.Storage;

/// <summary>
/// What of the store was sent to an OTLP receiver. Per run, the ranges of span numbers that were not: so a run that nobody has looked at costs nothing, one that was
/// sent whole costs nothing either, and a run that goes on costs a row per gap. Runs above <c>last_run_no</c> have not been looked at. A claim keeps
/// two processes from sending the same spans at once; it lapses by itself when its owner dies.
/// </summary>
internal static class OutboxRows
{
    /// <summary>The last span number there can be: the open end of a run's ranges.</summary>
    public const uint LastSpanNo = uint.MaxValue;

    /// <summary>What is older when a store is looked at for the first time is not sent any more; and retention keeps back what is younger.</summary>
    public const long KeepNs = 7L * 24 * 3600 * 1_000_000_000;

    /// <summary>Whether a row of <c>run_rows</c> is to be sent still, and not too old for that. False for all runs of a store from which nothing was ever sent.</summary>
    public const string IsHeldBack =
        """
        started_at >= (unixepoch() - 7 * 86400) * 1000000000 AND (
            EXISTS(SELECT 1 FROM outbox WHERE id = 1 AND run_rows.run_no > last_run_no)
            OR EXISTS(SELECT 1 FROM outbox_ranges WHERE outbox_ranges.run_no = run_rows.run_no))
        """;

    private const long ClaimNs = 30_000_000_000;

    /// <summary>Claims the outbox, or claims it further.</summary>
    /// <returns>False when another process has it.</returns>
    public static bool TryClaim(SqliteDatabase database, string owner, long nowNs)
    {
        database.Statement(
            """
            INSERT INTO outbox(id, last_run_no)
            VALUES (1, coalesce((SELECT run_no FROM run_rows WHERE started_at < ?1 ORDER BY started_at DESC LIMIT 1), 0)) ON CONFLICT DO NOTHING
            """).Bind(1, nowNs - KeepNs).Run();
        database.Statement("UPDATE outbox SET owner = ?1, claimed_until = ?2 WHERE owner IS NULL OR owner = ?1 OR claimed_until < ?3")
            .Bind(1, owner).Bind(2, nowNs + ClaimNs).Bind(3, nowNs).Run();
        return database.Changes > 0;
    }

    /// <summary>Gives the outbox back, so that another process need not wait.</summary>
    public static void Release(SqliteDatabase database, string owner) =>
        database.Statement("UPDATE outbox SET owner = NULL WHERE owner = ?1").Bind(1, owner).Run();

    /// <summary>Takes runs up that nobody has looked at: all of their spans are still to be sent.</summary>
    public static void Adopt(SqliteDatabase database, long lastRunNo)
    {
        database.Statement(
            """
            INSERT INTO outbox_ranges(run_no, first_no, last_no)
            SELECT run_no, 1, ?2 FROM run_rows WHERE run_no > (SELECT last_run_no FROM outbox) AND run_no <= ?1 ON CONFLICT DO NOTHING
            """).Bind(1, lastRunNo).Bind(2, (long)LastSpanNo).Run();
        database.Statement("UPDATE outbox SET last_run_no = max(last_run_no, ?1)").Bind(1, lastRunNo).Run();
    }

    /// <summary>Remembers what was sent of a run.</summary>
    /// <param name="database">The store, in a transaction.</param>
    /// <param name="runNo">The run.</param>
    /// <param name="left">What is still to be sent; empty when the run is over and was sent whole.</param>
    public static void Keep(SqliteDatabase database, long runNo, IEnumerable<SpanRange> left)
    {
        database.Statement("DELETE FROM outbox_ranges WHERE run_no = ?1").Bind(1, runNo).Run();
        foreach (SpanRange range in left)
        {
            database.Statement("INSERT INTO outbox_ranges(run_no, first_no, last_no) SELECT ?1, ?2, ?3 WHERE EXISTS(SELECT 1 FROM run_rows WHERE run_no = ?1)")
                .Bind(1, runNo).Bind(2, (long)range.First).Bind(3, (long)range.Last).Run();
        }
    }

    /// <summary>Counts what a request brought.</summary>
    public static void Count(SqliteDatabase database, long delivered, long refused, long nowNs) => database.Statement(
        """
        UPDATE outbox SET delivered = delivered + ?1, refused = refused + ?2, last_delivery_at = iif(?1 > 0, ?3, last_delivery_at),
            last_error = iif(?2 = 0, NULL, last_error), last_error_at = iif(?2 = 0, NULL, last_error_at)
        """).Bind(1, delivered).Bind(2, refused).Bind(3, nowNs).Run();

    /// <summary>Remembers the newest trouble, for people.</summary>
    public static void NoteError(SqliteDatabase database, string message, long nowNs) =>
        database.Statement("UPDATE outbox SET last_error = ?1, last_error_at = ?2").Bind(1, message).Bind(2, nowNs).Run();
}
