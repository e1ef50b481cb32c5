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
            INSERT INTO names VALUES (1, 'old');
            INSERT INTO journals VALUES (1, '0123456789abcdef', NULL, 1, 'program', '1', 'host', 1, 1000, 2000, NULL);
            INSERT INTO run_rows(run_no, run_id, pipeline_no, journal_no, status, started_at, ended_at)
                VALUES (1, '00000000000000000000000000000001', 1, 1, 1, 1000, 2000);
            INSERT INTO span_rows VALUES (1, 1, NULL, 77, 1, 0, 1, 1000, 2000, 1, NULL, 0, 0, NULL);
            INSERT INTO rollups VALUES (60, 0, 1, 1, 0, 1, 1, 1, 1000, 1, 0, 0, 0, 0), (3600, 0, 1, 1, 0, 1, 1, 1, 1000, 1, 0, 0, 0, 0);
            INSERT INTO minute_runs VALUES (0, 1, 1, 1);
            """);
    }
}
