using Flujo.Lens.Tests.Support;
using Flujo.Reading;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Lens.Tests.Store;

/// <summary>
/// What SQLite does for every statement of reading and deleting. QueryPlans.verified.txt pins it; FLUJO_ACCEPT=1 writes it anew, which CI=true refuses.
/// </summary>
public sealed class QueryPlanTests : IDisposable
{
    private const string FileName = "QueryPlans.verified.txt";

    /// <summary>What may look at every row of an index or table, and why that is no harm.</summary>
    private static readonly (string Statement, string Why)[] MayScan =
    [
        ("instr(run_id,", "the substring search: one walk through the index of ids"),
        ("SELECT count(*) FROM run_rows", "status and prune count the runs"),
        ("ORDER BY started_at DESC, run_no DESC LIMIT 1 OFFSET", "prune --keep walks past the runs that it keeps"),
        ("FROM audit_log ORDER BY audit_no DESC LIMIT", "from the newest on, up to the limit"),
        ("FROM outbox WHERE id = 1", "status counts the runs that are still to be sent"),
        ("FROM declared_steps", "as many as the programs declare"),
        ("FROM drops", "as many as runs that lost something"),
        ("FROM journals", "an index of the open ones"),
        ("FROM sqlite_master", "the schema"),
    ];

    private readonly TestStore _store = new();

    public QueryPlanTests()
    {
        TestRun run = Samples.AddResearch(_store);
        run.AddAttribute(2, "key", "value", AttributeType.String);
        run.AddEvent(2, "event");
        Samples.AddFailed(_store);
        _store.Execute("INSERT INTO call_sites VALUES(1, 'a.cs', 1)");
        _store.Execute("UPDATE span_rows SET call_site_no = 1");
        _store.Execute("INSERT INTO declared_steps VALUES('p', '1', 'm', 'load_documents', 'step', 'a.cs', 1, 1, 'None')");
        _store.Execute("ANALYZE; DROP TABLE sqlite_stat1");
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Plans_AreAsPinned()
    {
        IReadOnlyList<(string Sql, string[] Plan)> plans = Plans();
        string actual = string.Join("\n\n", plans.Select(each => $"{each.Sql}\n    {string.Join("\n    ", each.Plan)}")) + "\n";
        string path = Path.Combine(Repository.Root, "tests", "Flujo.Lens.Tests", "Store", FileName);
        if (Environment.GetEnvironmentVariable("FLUJO_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    [Fact]
    public void NoStatement_ScansATableThatGrowsWithTheRuns()
    {
        string[] scans = [.. Plans()
            .Where(each => !MayScan.Any(may => each.Sql.Contains(may.Statement, StringComparison.Ordinal)))
            .SelectMany(each => each.Plan.Where(line => line.StartsWith("SCAN", StringComparison.Ordinal)
                && !line.StartsWith("SCAN (subquery", StringComparison.Ordinal)
                && !line.Contains("CONSTANT ROW", StringComparison.Ordinal)).Select(line => $"{line}: {each.Sql}"))];

        Assert.Empty(scans);
    }

    private List<(string Sql, string[] Plan)> Plans()
    {
        using SqliteDatabase database = SqliteDatabase.Open(_store.Path, create: false, 1000);
        Ask(database);
        List<(string, string[])> plans = [];
        foreach (string sql in database.Texts.Where(static sql => !sql.StartsWith("PRAGMA", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray())
        {
            SqliteStatement explain = database.Statement("EXPLAIN QUERY PLAN " + sql);
            var plan = new List<string>();
            while (explain.Step())
            {
                plan.Add(explain.Text(3));
            }

            explain.Reset();
            plans.Add((string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), [.. plan.DefaultIfEmpty("(no table)")]));
        }

        return plans;
    }

    /// <summary>Everything that a verb may ask, each question once, and then the deletions.</summary>
    private static void Ask(SqliteDatabase database)
    {
        foreach (FlujoStatus? status in (FlujoStatus?[])[null, FlujoStatus.Failed])
        {
            foreach (string? pipeline in (string?[])[null, "research"])
            {
                RunQueries.List(database, new RunFilter { Limit = 10, Status = status, Pipeline = pipeline });
            }
        }

        foreach (string id in (string[])[Samples.ResearchId, "4f0c", "c2a1", "nosuch", "last"])
        {
            RunIdResolver.Resolve(database, id);
        }

        RunSummary run = RunQueries.Newest(database)!;
        RunDetails details = RunDetailsReader.Read(database, run);
        StepHistoryReader.ReadRows(database, run.RunNo);
        StepHistoryReader.Read(database, run.RunId);
        TraceTreeReader.Read(database, Samples.ResearchId);
        UsageReader.OfRun(database, run.RunNo);
        DeclaredStepReader.Read(database, new HashSet<string> { "load_documents" }, details);
        PausedRuns.Find(database, run.RunId);
        foreach (string? pipeline in (string?[])[null, "research"])
        {
            StatsQueries.Read(database, TestStore.Now, 24, pipeline);
        }

        StoreStatusReader.Read(database);
        AuditReader.Read(database, null, 10);
        AuditReader.Read(database, run.RunId, 10);
        JournalSweep.Run(database, static _ => false, TestStore.NowNanoseconds);
        Pruner.CountDoomed(database, new RetentionLimits { Keep = 1 });
        database.Execute("BEGIN");
        database.Execute("ROLLBACK");
        var pruner = new Pruner(database, new RetentionLimits { Keep = 1, MaxBytes = long.MaxValue });
        while (pruner.Step())
        {
        }
    }
}
