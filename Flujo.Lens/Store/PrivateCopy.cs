using Flujo.Storage;

namespace Flujo.Lens.Store;

/// <summary>
/// A copy of a store and its write-ahead log in a temporary folder, for a store whose log can be read but not opened:
/// SQLite needs a shared-memory file beside it, which may not be created there.
/// </summary>
internal sealed class PrivateCopy : IDisposable
{
    private const int Tries = 5;

    private readonly DirectoryInfo _folder;

    private PrivateCopy(DirectoryInfo folder, string path)
    {
        _folder = folder;
        Path = path;
    }

    public string Path { get; }

    /// <summary>Copies until nothing has changed meanwhile: a checkpoint in between would mix two states.</summary>
    public static PrivateCopy Of(StoreFiles files, CancellationToken stop)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("flujo-lens-");
        var copy = new PrivateCopy(folder, System.IO.Path.Combine(folder.FullName, StoreLocation.DefaultFileName));
        try
        {
            for (int i = 0; i < Tries; i++)
            {
                (DateTime, DateTime, long) before = StateOf(files);
                Copy(files.Path, copy.Path, stop);
                Copy(files.WalPath, copy.Path + "-wal", stop);
                if (StateOf(files) == before)
                {
                    break;
                }
            }

            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system's cleaning of temporary files takes what is left.
        }
    }

    private static (DateTime Store, DateTime Wal, long WalLength) StateOf(StoreFiles files)
    {
        var wal = new FileInfo(files.WalPath);
        return (File.GetLastWriteTimeUtc(files.Path), wal.LastWriteTimeUtc, wal.Exists ? wal.Length : 0);
    }

    private static void Copy(string from, string to, CancellationToken stop)
    {
        if (!File.Exists(from))
        {
            File.Delete(to);
            return;
        }

        const FileShare everybody = FileShare.ReadWrite | FileShare.Delete;
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, everybody);
        using var target = new FileStream(to, FileMode.Create, FileAccess.Write);
        var buffer = new byte[1 << 20];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            stop.ThrowIfCancellationRequested();
            target.Write(buffer, 0, read);
        }
    }
}
