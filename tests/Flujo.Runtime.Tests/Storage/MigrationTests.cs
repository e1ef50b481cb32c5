using Flujo.Reading;
using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Storage;

/// <summary>A store of an older version is brought to this one in place, by who writes; who only reads takes it as it is.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void StoreOfVersion1_KeepsItsCountsOfDrops()
    {
        using StoreFolder folder = OfVersion1();
        using (SqliteConnection old = folder.Connect())
        {
            Assert.Equal(new Dictionary<string, long> { ["unknown"] = 12 }, Read(old, "lossy").DroppedByCause);
            Assert.Empty(Read(old, "whole").DroppedByCause);
        }

        StoreFile.Open(folder.Store).Dispose();
        using SqliteConnection store = folder.Connect();
        Assert.Equal(StoreSchema.Version, store.Number("PRAGMA user_version"));
        Assert.Equal(["lossy|12|{\"unknown\":12}", "whole|0|{}"], store.Rows("SELECT run_id, dropped_records, dropped_by_cause FROM runs ORDER BY run_no"));
        Assert.Equal(new Dictionary<string, long> { ["unknown"] = 12 }, Read(store, "lossy").DroppedByCause);
    }

    [Fact]
    public void StoreOfVersion1_TakesNewRunsAfterItWasMigrated()
    {
        using StoreFolder folder = OfVersion1();
        using (var engine = new LocalEngine(folder.Store))
        using (FlujoTrace.StartRun("new"))
        {
            FlujoTrace.StartStep("step").Dispose();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|12", "completed|0", "completed|0"], store.Rows("SELECT status, dropped_records FROM runs ORDER BY run_no"));
    }

    private static StoreFolder OfVersion1()
    {
        var folder = new StoreFolder();
        using var store = new SqliteConnection($"Data Source={folder.Store};Pooling=False");
        store.Open();
        store.Run($"PRAGMA application_id = {StoreSchema.ApplicationId}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
        store.Run(StoreSchema.Migrations[0]);
        store.Run(
            """
            PRAGMA user_version = 1;
            INSERT INTO journals VALUES (1, 'j1', NULL, 1, 'Demo', '1.0.0', 'host', 42, 0, 0, NULL);
            INSERT INTO run_rows(run_no, run_id, pipeline_no, journal_no, status, started_at, ended_at, dropped_records)
                VALUES (1, 'lossy', 0, 1, 1, 0, 1, 12), (2, 'whole', 0, 1, 1, 0, 1, 0);
            """);
        return folder;
    }

    private static RunDetails Read(SqliteConnection store, string runId)
    {
        using SqliteDatabase database = SqliteDatabase.OpenReadOnly(store.DataSource, 1000);
        return RunDetailsReader.Read(database, RunQueries.List(database, new RunFilter { Limit = 10 }).Single(run => run.RunId == runId));
    }
}
