namespace Flujo.Generators.Parsing;

/// <summary>Source files relative to their project: what is generated and recorded is the same on every machine.</summary>
internal static class SourcePath
{
    /// <summary>
    /// The path with forward slashes, relative to the project's folder; `../` leads to files outside of it. Where the build
    /// names no folder, or one on another drive, the path stays whole. Different paths never become the same.
    /// </summary>
    public static string Relative(string path, string projectDirectory)
    {
        string[] file = Split(path);
        string[] project = Split(projectDirectory);
        int shared = 0;
        while (shared < project.Length && shared < file.Length - 1 && file[shared] == project[shared])
            shared++;
        bool isReachable = IsRooted(path) && project.Length > 0 && (shared > 0 || !HasDrive(path));
        return isReachable
            ? string.Join("/", Enumerable.Repeat("..", project.Length - shared).Concat(file.Skip(shared)))
            : path.Replace('\\', '/');
    }

    private static bool IsRooted(string path) => HasDrive(path) || path.StartsWith("/", StringComparison.Ordinal);

    private static bool HasDrive(string path) => path.Length > 1 && path[1] == ':';

    private static string[] Split(string path) => path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries);
}
