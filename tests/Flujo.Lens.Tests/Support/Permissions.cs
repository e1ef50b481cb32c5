namespace Flujo.Lens.Tests.Support;

/// <summary>File modes for stores that another user may read and not write.</summary>
internal static class Permissions
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Readable = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Everybody may look into the folders and read their files.</summary>
    public static void OpenForReading(params string[] folders)
    {
        foreach (string folder in folders)
        {
            Set(folder, Readable | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            foreach (string file in Directory.GetFiles(folder))
            {
                Set(file, Readable);
            }
        }
    }

    public static void CloseForOthers(string file) => Set(file, OwnerOnly);

    private static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
