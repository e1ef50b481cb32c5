using Flujo.Reading;
using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

/// <summary>Stores of every older version keep what they have, read as they are and migrated.</summary>
public sealed class OlderStoreTests
{
    public static TheoryData<int> OlderVersions => [.. Enumerable.Range(1, StoreSchema.Version - 1)];

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public void OlderStore_IsMigratedByItsNextWriterWithoutLoss(int version)
    {
        using var folder = new StoreFolder();
        Make(folder, version);
        using (var engine = new LocalEngine(folder.Store))
        {
            using FlujoRun run = FlujoTrace.StartRun("new");
            FlujoTrace.Current.AddUsage(3, 4, 0.5m, "large");
            run.Complete();
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(StoreSchema.Version, store.Number("PRAGMA user_version"));
        Assert.Equal(["old|completed", "new|completed"], store.Rows("SELECT pipeline_name || '|' || status FROM runs ORDER BY started_at"));
        Assert.Equal(["large|given"], store.Rows("SELECT model || '|' || cost_source FROM usage"));
        StoreAudit.IsConsistent(store);
    }

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public void OlderStore_IsReadUnmigrated(int version)
    {
        using var folder = new StoreFolder();
        Make(folder, version);
        using SqliteDatabase store = SqliteDatabase.OpenReadOnly(folder.Store, 1000);
        TraceSpan root = TraceTreeReader.Read(store, 1)!;
        Assert.Equal(("old", 0), (root.Name, root.Usage.Count));
        Assert.Empty(UsageReader.OfRun(store, 1));
        Assert.Equal(version, store.Number("PRAGMA user_version"));
    }

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public void Statistics_AreTheSameBeforeAndAfterTheMigration(int version)
    {
        using var folder = new StoreFolder();
        Make(folder, version);
        var before = Statistics(folder);
        StoreFile.Open(folder.Store).Dispose();

        Assert.Equal((4, 3, 1, 4, 300.002667m), (before.Spans, before.Count, before.Failed, before.Attempts, before.Average));
        Assert.InRange(before.Median ?? 0, 0.00392m, 0.00408m);
        Assert.InRange(before.Longest ?? 0, 882, 918);
        Assert.Equal(before, Statistics(folder));
    }

    private static (long Spans, long Count, long Failed, long Attempts, decimal? Average, decimal? Median, decimal? Longest) Statistics(StoreFolder folder)
    {
        using SqliteDatabase store = SqliteDatabase.OpenReadOnly(folder.Store, 1000);
        StatsReport report = StatsQueries.Read(store, DateTimeOffset.UnixEpoch.AddDays(3), 24 * 365, null);
        StepStats step = Assert.Single(report.Steps);
        return (report.TotalSpans, step.Count, step.Failed, step.Attempts, step.AverageMilliseconds, step.PercentileMilliseconds(0.5), step.PercentileMilliseconds(1));
    }

    /// <summary>A store as a program of that version left it, with one run.</summary>
    private static void Make(StoreFolder folder, int version)
    {
        using SqliteDatabase database = SqliteDatabase.Open(folder.Store, create: true, 500);
        database.Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        for (int i = 0; i < version; i++)
        {
            database.Execute(StoreSchema.Migrations[i]);
        }

        database.Execute($"PRAGMA user_version = {version}; PRAGMA application_id = {StoreSchema.ApplicationId}");
        database.Execute(
            """
            INSERT INTO names VALUES (1, 'old'), (2, 'step');
            INSERT INTO journals(journal_no, journal_id, state, program, program_version, host, process_id, started_at, last_seen_at)
                VALUES (1, '0123456789abcdef', 1, 'program', '1', 'host', 1, 1000, 2000);
            INSERT INTO run_rows(run_no, run_id, pipeline_no, journal_no, status, started_at, ended_at, total_steps)
                VALUES (1, '00000000000000000000000000000001', 1, 1, 1, 1000, 2000, 3);
            INSERT INTO span_rows VALUES (1, 1, NULL, 77, 1, 0, 1, 1000, 2000, 1, NULL, 0, 0, NULL),
                (1, 2, 1, 78, 2, 1, 1, 1000, 5000, 1, NULL, 0, 0, NULL), (1, 3, 1, 79, 2, 1, 1, 1100, 900001100, 1, NULL, 0, 0, NULL),
                (1, 4, 1, 80, 2, 1, 2, 7200000001000, 7200000005000, 2, NULL, 0, 0, NULL);
            INSERT INTO minute_runs VALUES (0, 1, 1, 3), (7200, 1, 4, 4);
            """);
        foreach (int grain in (int[])[60, 3600])
        {
            database.Execute(
                $"""
                INSERT INTO rollups VALUES ({grain}, 0, 1, 1, 0, 1, 1, 1, 1000, 1, 0, 0, 0, 0), ({grain}, 0, 1, 2, 1, 1, 2, 2, 900004000, 2, 0, 0, 0, 0),
                    ({grain}, 7200, 1, 2, 1, 2, 1, 1, 4000, 2, 0, 0, 0, 0);
                INSERT INTO rollup_durations VALUES ({grain}, 0, 1, 2, {DurationSlots.SlotOf(4000)}, 1), ({grain}, 0, 1, 2, {DurationSlots.SlotOf(900_000_000)}, 1),
                    ({grain}, 7200, 1, 2, {DurationSlots.SlotOf(4000)}, 1);
                """);
        }
    }
}
