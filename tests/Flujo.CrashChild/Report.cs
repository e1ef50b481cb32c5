using System.Text;

namespace Flujo.CrashChild;

/// <summary>
/// What this process says of itself: one file per thread, one write to the kernel per line, so that a line that was written outlives a kill. The lines:
/// <code>
/// run     id
/// ran     id status
/// start   run mark parent-mark name
/// end     run mark status attributes events tokens
/// </code>
/// A line is written after what it tells of has happened.
/// </summary>
internal sealed class Report
{
    [ThreadStatic]
    private static FileStream? t_file;

    private readonly string _folder;
    private int _files;

    public Report(string folder) => _folder = folder;

    public void Line(string line)
    {
        t_file ??= new FileStream(
            Path.Combine(_folder, $"{Interlocked.Increment(ref _files)}.report"), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        t_file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    /// <summary>Tells the test, on stdout.</summary>
    public static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
