using Flujo;

namespace DocumentDigest;

/// <summary>Finds the documents among files and folders.</summary>
internal static class DocumentFinder
{
    private static readonly string[] Extensions = [".md", ".markdown", ".txt"];
    private static readonly string[] SkippedFolders = ["bin", "obj", "node_modules"];

    /// <summary>Files as they are named, folders with all text and Markdown beneath them; each file once, in stable order.</summary>
    /// <exception cref="DigestException">There is none.</exception>
    [FlujoStep("find_documents")]
    public static IReadOnlyList<FoundDocument> Find(IReadOnlyList<string> paths)
    {
        FoundDocument[] found = [.. paths.SelectMany(At).DistinctBy(document => document.Path)];
        FlujoTrace.Current.SetAttribute("documents", found.Length);
        return found.Length > 0
            ? found
            : throw new DigestException($"No {string.Join(", ", Extensions)} files in {string.Join(", ", paths)}.");
    }

    private static IEnumerable<FoundDocument> At(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(full)
            ? In(full).Select(file => new FoundDocument(file, Path.Combine(Path.GetFileName(full), Path.GetRelativePath(full, file))))
            : [new FoundDocument(full, path)];
    }

    private static IEnumerable<string> In(string folder)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(folder)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);
        IEnumerable<string> folders = Directory.EnumerateDirectories(folder)
            .Where(child => !Path.GetFileName(child).StartsWith('.') && !SkippedFolders.Contains(Path.GetFileName(child)))
            .Order(StringComparer.Ordinal);
        return files.Concat(folders.SelectMany(In));
    }
}
