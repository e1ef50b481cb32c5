using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>What was dropped of a run, by cause, and by its process outside of all runs.</summary>
internal sealed record DroppedRecords(IReadOnlyDictionary<string, long> ByCause, long OutsideRuns)
{
    private const string HasTable = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'drops'";

    private const string OfRun =
        """
        SELECT c.name, sum(d.records) FROM drops d JOIN drop_causes c ON c.cause = d.cause WHERE d.run_no = $1 GROUP BY d.cause ORDER BY d.cause
        """;

    private const string OfNoRun =
        """
        SELECT coalesce(sum(d.records), 0) FROM run_rows r JOIN drops d ON d.run_no = 0 AND d.journal_no = r.journal_no WHERE r.run_no = $1
        """;

    /// <summary>Reads them.</summary>
    /// <param name="connection">The store. One of version 1, which nobody has migrated, knows no causes.</param>
    /// <param name="runNo">The run.</param>
    /// <param name="sum">What its row says.</param>
    public static DroppedRecords Read(SqliteConnection connection, long runNo, long sum)
    {
        var byCause = new Dictionary<string, long>();
        using SqliteCommand look = connection.Command(HasTable);
        bool hasTable = look.ExecuteScalar() is not null;
        if (hasTable)
        {
            using SqliteCommand causes = connection.Command(OfRun, runNo);
            using SqliteDataReader reader = causes.ExecuteReader();
            while (reader.Read())
            {
                byCause.Add(reader.GetString(0), reader.GetInt64(1));
            }
        }

        if (sum > byCause.Values.Sum())
        {
            byCause["unknown"] = byCause.GetValueOrDefault("unknown") + sum - byCause.Values.Sum();
        }

        using SqliteCommand outside = connection.Command(hasTable ? OfNoRun : "SELECT 0 * $1", runNo);
        return new DroppedRecords(byCause, (long)(outside.ExecuteScalar() ?? 0L));
    }
}
