using Flujo.Draining;
using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>What lies beside a store, looked at without opening the store itself.</summary>
internal sealed class StoreFiles(StoreLocation location)
{
    public StoreLocation Location { get; } = location;

    public string Path { get; } = location.Path ?? throw new ArgumentException("The store is in memory.", nameof(location));

    public string WalPath => Path + "-wal";

    public string SharedMemoryPath => Path + "-shm";

    /// <summary>Whether there is a write-ahead log with something in it, or somebody who has one open.</summary>
    public bool HasWal => new FileInfo(WalPath) is { Exists: true, Length: > 0 } || File.Exists(SharedMemoryPath);

    /// <summary>Whether a program has, or had, a journal beside the store: then it is being written, or was.</summary>
    public bool HasJournal => JournalPaths.Of(Path).Count > 0;
}
