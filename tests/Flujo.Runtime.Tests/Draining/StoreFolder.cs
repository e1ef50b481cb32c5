using Flujo.Draining;
using Microsoft.Data.Sqlite;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A folder of its own for one store, gone afterwards.</summary>
internal sealed class StoreFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("flujo-store-").FullName;

    public string Store => At("store.db");

    public IReadOnlyList<string> Journals => JournalPaths.Of(Store);

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>A folder for a child's reports.</summary>
    public string Reports(int number) => Directory.CreateDirectory(At($"reports-{number}")).FullName;

    /// <summary>A connection that has nothing in common with Flujo's own.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Store};Mode=ReadWrite;Pooling=False;Default Timeout=20");
        connection.Open();
        return connection;
    }

    /// <summary>Keeps all programs from writing until the connection is disposed.</summary>
    public SqliteConnection Lock()
    {
        SqliteConnection connection = Connect();
        connection.Run("BEGIN EXCLUSIVE");
        return connection;
    }

    /// <summary>Makes the store, empty.</summary>
    public StoreFolder WithStore()
    {
        Flujo.Storage.StoreFile.Open(Store).Dispose();
        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
