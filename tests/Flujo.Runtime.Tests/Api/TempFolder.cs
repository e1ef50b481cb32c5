using Microsoft.Data.Sqlite;

namespace Flujo.Runtime.Tests.Api;

/// <summary>A folder of one test's own.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("flujo-api-").FullName;

    /// <summary>Where the store is that is used in this folder.</summary>
    public string Store => System.IO.Path.Combine(Path, "flujo_ops.db");

    /// <summary>Rows of the store, as anybody with SQLite reads them: values joined by a blank.</summary>
    public IReadOnlyList<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "null" : reader.GetString(i))));
        }

        return rows;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
