using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>What was dropped of a run, by cause, and by its process outside of all runs.</summary>
internal sealed record DroppedRecords(IReadOnlyDictionary<string, long> ByCause, long OutsideRuns)
{
    private const string HasTable = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'drops'";

    private const string OfRun =
        """
        SELECT c.name, sum(d.records) FROM drops d JOIN drop_causes c ON c.cause = d.cause WHERE d.run_no = ?1 GROUP BY d.cause ORDER BY d.cause
        """;

    private const string OfNoRun =
        """
        SELECT coalesce(sum(d.records), 0) FROM run_rows r JOIN drops d ON d.run_no = 0 AND d.journal_no = r.journal_no WHERE r.run_no = ?1
        """;

    /// <summary>Reads them.</summary>
    /// <param name="database">The store. One of version 1, which nobody has migrated, knows no causes.</param>
    /// <param name="runNo">The run.</param>
    /// <param name="sum">What its row says.</param>
    public static DroppedRecords Read(SqliteDatabase database, long runNo, long sum)
    {
        var byCause = new Dictionary<string, long>();
        bool hasTable = database.Number(HasTable) is not null;
        if (hasTable)
        {
            SqliteStatement causes = database.Statement(OfRun).Bind(1, runNo);
            while (causes.Step())
            {
                byCause.Add(causes.Text(0), causes.Long(1));
            }

            causes.Reset();
        }

        if (sum > byCause.Values.Sum())
        {
            byCause["unknown"] = byCause.GetValueOrDefault("unknown") + sum - byCause.Values.Sum();
        }

        return new DroppedRecords(byCause, hasTable ? database.Statement(OfNoRun).Bind(1, runNo).NumberOrNull() ?? 0 : 0);
    }
}
