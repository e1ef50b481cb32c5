using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>Writes what was dropped. Runs inside a transaction.</summary>
internal static class DropRows
{
    /// <summary>Stores what a journal says of one run, in all.</summary>
    /// <param name="database">The store.</param>
    /// <param name="runNo">The run; 0 for what belongs to none.</param>
    /// <param name="journalNo">The journal.</param>
    /// <param name="counts">Its counts, which only grow.</param>
    public static void Store(SqliteDatabase database, long runNo, long journalNo, in DropCounts counts)
    {
        if (counts.IsEmpty)
        {
            return;
        }

        foreach ((DropCause cause, uint records) in counts.ByCause())
        {
            database.Statement("INSERT INTO drops VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET records = max(records, excluded.records)")
                .Bind(1, runNo).Bind(2, journalNo).Bind(3, (long)cause).Bind(4, records).Run();
        }

        database.Statement("UPDATE run_rows SET dropped_records = (SELECT sum(records) FROM drops WHERE run_no = ?1) WHERE run_no = ?1").Bind(1, runNo).Run();
    }
}
