using Microsoft.Data.Sqlite;

namespace Flujo.Benchmarks.Ingest;

/// <summary>How much of the disk a store takes once its write-ahead log is in it, and whether it has what it should.</summary>
internal static class StoreSize
{
    public static long Of(string store)
    {
        using (var connection = new SqliteConnection($"Data Source={store};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            checkpoint.ExecuteNonQuery();
        }

        return new FileInfo(store).Length;
    }

    public static long Spans(string store)
    {
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        using SqliteCommand count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM span_rows";
        return (long)count.ExecuteScalar()!;
    }
}
