namespace Flujo.Storage;

/// <summary>The row of a living or dead process's journal. Used inside a transaction, by the writer's thread.</summary>
internal sealed class JournalRow(SqliteDatabase database, JournalIdentity journal)
{
    /// <summary>Its number in the store; 0 before it is written, or when the transaction that wrote it failed.</summary>
    public long Number { get; private set; }

    /// <summary>Sees to it that the row is there.</summary>
    public void Ensure(long nowNs)
    {
        if (Number != 0)
        {
            return;
        }

        SqliteStatement insert = database.Statement(
            """
            INSERT INTO journals(journal_id, path, state, program, program_version, host, process_id, started_at, last_seen_at, resource)
            VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET last_seen_at = excluded.last_seen_at RETURNING journal_no
            """)
            .Bind(1, journal.JournalId).Bind(2, journal.Path).Bind(3, journal.Program).Bind(4, journal.ProgramVersion)
            .Bind(5, journal.Host).Bind(6, journal.ProcessId).Bind(7, journal.StartedAt).Bind(8, nowNs).Bind(9, journal.Resource);
        insert.Step();
        Number = insert.Long(0);
        insert.Reset();
    }

    /// <summary>Notes how far the journal has been read.</summary>
    public void NoteProgress(ReadOnlySpan<byte> progress, long nowNs) =>
        database.Statement("UPDATE journals SET state = 0, progress = ?2, last_seen_at = ?3 WHERE journal_no = ?1")
            .Bind(1, Number).Bind(2, progress).Bind(3, nowNs).Run();

    /// <summary>Shows, by the row alone, that the journal's process lives.</summary>
    public void Beat(long nowNs) =>
        database.Statement("UPDATE journals SET last_seen_at = ?2 WHERE journal_no = ?1").Bind(1, Number).Bind(2, nowNs).Run();

    /// <summary>Forgets what a failed transaction had written.</summary>
    public void Forget() => Number = 0;
}
