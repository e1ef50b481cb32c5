namespace Flujo.Draining;

/// <summary>Takes the lock of a journal whose owner is dead: a lock that is free is an owner that is dead.</summary>
internal static class JournalLock
{
    /// <summary>The locked file when its owner is dead; else null, with a reason when people should know.</summary>
    /// <remarks>Race: two that want the same journal, in two processes or threads. One gets the lock, keeps it while it stores what is in the file, and deletes the file before
    /// it lets go; the other is turned away, or comes after that and finds that the path it opened is gone.</remarks>
    public static FileStream? TryTake(string path, out string? why)
    {
        why = null;
        try
        {
            FileStream file = OpenLocked(path);
            if (File.Exists(path))
            {
                return file;
            }

            file.Dispose(); // somebody else recovered it between our look and our lock
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return null; // locked: alive
        }
        catch (UnauthorizedAccessException)
        {
            why = $"{path} belongs to somebody else and cannot be read; what it holds is not shown";
            return null;
        }
    }

    /// <summary>Whether somebody could take it.</summary>
    public static bool IsFree(string path)
    {
        using FileStream? file = TryTake(path, out _);
        return file is not null;
    }

    private static FileStream OpenLocked(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception error) when (error is UnauthorizedAccessException)
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0);
        }
    }
}
