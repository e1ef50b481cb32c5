using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>Reads what <c>lens status</c> says. Spans are counted from the sums that the drainer keeps, not one by one.</summary>
internal static class StoreStatusReader
{
    private const int FirstVersionWithDrops = 2;
    private const int FirstVersionWithOutbox = 4;

    public static StoreStatus Read(SqliteDatabase database)
    {
        long version = Number(database, "PRAGMA user_version");
        return new StoreStatus
        {
            SchemaVersion = version,
            Runs = Number(database, "SELECT count(*) FROM run_rows"),
            Spans = Number(database, version < Rollups.VersionWithDays
                ? "SELECT sum(spans) FROM rollups WHERE grain = 3600"
                : "SELECT sum(spans) FROM rollups WHERE grain = 86400"),
            DroppedRecords = Number(
                database, version < FirstVersionWithDrops ? "SELECT sum(dropped_records) FROM run_rows" : "SELECT sum(records) FROM drops"),
            OldestRunAt = database.Number("SELECT min(started_at) FROM run_rows"),
            NewestRunAt = database.Number("SELECT max(started_at) FROM run_rows"),
            FreeBytes = Number(database, "PRAGMA freelist_count") * Number(database, "PRAGMA page_size"),
            Journals = ReadJournals(database),
            Outbox = version < FirstVersionWithOutbox ? null : ReadOutbox(database),
        };
    }

    private static List<OpenJournal> ReadJournals(SqliteDatabase database)
    {
        var journals = new List<OpenJournal>();
        SqliteStatement select = database.Statement(
            """
            SELECT journal_id, program, program_version, host, process_id, started_at, last_seen_at
            FROM journals WHERE state = 0 ORDER BY journal_no
            """);
        while (select.Step())
        {
            journals.Add(new OpenJournal(
                select.Text(0), select.Text(1), select.TextOrNull(2), select.Text(3), select.Long(4), select.Long(5), select.Long(6)));
        }

        select.Reset();
        return journals;
    }

    private static OutboxStatus? ReadOutbox(SqliteDatabase database)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT delivered, refused, last_delivery_at, last_error, last_error_at, (SELECT count(*) FROM run_rows WHERE run_no > last_run_no)
                + (SELECT count(DISTINCT run_no) FROM outbox_ranges)
            FROM outbox WHERE id = 1
            """);
        OutboxStatus? outbox = select.Step()
            ? new OutboxStatus(select.Long(0), select.Long(1), select.Long(5), select.LongOrNull(2), select.TextOrNull(3), select.LongOrNull(4))
            : null;
        select.Reset();
        return outbox;
    }

    private static long Number(SqliteDatabase database, string sql) => database.Number(sql) ?? 0;
}
