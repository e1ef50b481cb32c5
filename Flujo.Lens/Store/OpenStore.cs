using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>A store that is open for reading; closes it, and removes the private copy where there is one.</summary>
internal sealed class OpenStore(SqliteDatabase database, string source, bool canWrite, PrivateCopy? copy = null) : IDisposable
{
    public SqliteDatabase Database { get; } = database;

    /// <summary>The path, or the <c>file:</c> URI, under which it was opened.</summary>
    public string Source { get; } = source;

    /// <summary>Whether an audit record may be tried.</summary>
    public bool CanWrite { get; } = canWrite;

    public void Dispose()
    {
        Database.Dispose();
        copy?.Dispose();
    }
}
