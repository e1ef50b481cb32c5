using System.IO.MemoryMappedFiles;

namespace Flujo.Journal;

/// <summary>
/// The file behind a journal, mapped into memory. Zeros are written through the file before a page is mapped: a page without a block behind it
/// would kill the process (SIGBUS) on a full disk. The file is locked for the life of the process; views are never disposed, which would sync them to disk.
/// </summary>
internal sealed unsafe class JournalFile : IJournalMemory
{
    // Under the pool's gate while the journal lives; whoever ends the journal disposes of the file, and Grow says then that there is no more room.
    private readonly FileStream _file;
    private readonly List<MemoryMappedViewAccessor> _views = [];

    private JournalFile(FileStream file) => _file = file;

    public byte* Header { get; private set; }

    public string Path => _file.Name;

    /// <summary>Creates the file, locked and with mode 0600, with room for some chunks.</summary>
    /// <exception cref="IOException">The file cannot be made, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static JournalFile Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new JournalFile(new FileStream(path, options));
        try
        {
            file.Header = file.Map(JournalFormat.FileHeaderSize);
            // Between its making and our lock somebody may have taken it for one that a dead process left.
            return File.Exists(path) ? file : throw new IOException($"{path} was removed while it was made");
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    public byte* Grow(int chunks)
    {
        long before = long.MaxValue;
        try
        {
            before = _file.Length;
            return Map(chunks * JournalFormat.ChunkSize);
        }
        catch (ObjectDisposedException)
        {
            return null; // tracing has ended, and the program still records
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            TryTruncate(before);
            return null;
        }
    }

    /// <summary>Gives up the lock and removes the file. The mapped memory stays valid.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Whoever opens the store next finds a closed journal and removes it.
        }

        _file.Dispose();
    }

    /// <summary>Gives up the lock and leaves the file to whoever opens the store next.</summary>
    public void Abandon() => _file.Dispose();

    private byte* Map(int bytes)
    {
        long offset = _file.Length;
        byte[] zeros = new byte[Math.Min(bytes, JournalFormat.ChunkSize)];
        try
        {
            for (int written = 0; written < bytes; written += zeros.Length)
            {
                RandomAccess.Write(_file.SafeFileHandle, zeros.AsSpan(0, Math.Min(zeros.Length, bytes - written)), offset + written);
            }
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new IOException(error.Message, error); // what .NET makes of EFBIG: a quota on files is a full disk
        }

        using var map = MemoryMappedFile.CreateFromFile(
            _file, mapName: null, capacity: 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = map.CreateViewAccessor(offset, bytes, MemoryMappedFileAccess.ReadWrite);
        GC.SuppressFinalize(view.SafeMemoryMappedViewHandle); // a finalizer would flush, and unmap under a writer
        _views.Add(view);
        byte* address = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref address);
        address += view.PointerOffset;
        for (int page = 0; page < bytes; page += 4096)
        {
            Volatile.Write(ref address[page], 0); // the first touch costs microseconds: here, not on a step's way
        }

        return address;
    }

    private void TryTruncate(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A tail of zeros is read as chunks that nobody used.
        }
    }
}
