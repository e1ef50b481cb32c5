using Flujo.Journal;

namespace Flujo.Draining;

/// <summary>Where the journals of a store are: beside it, <c>store.id.journal</c>.</summary>
internal static class JournalPaths
{
    private const int IdLength = 16;

    public static string For(string storePath, string journalId) => $"{storePath}.{journalId}{JournalFormat.FileSuffix}";

    /// <summary>The id in a journal's name.</summary>
    public static string IdOf(string journalPath) => journalPath[^(IdLength + JournalFormat.FileSuffix.Length)..^JournalFormat.FileSuffix.Length];

    /// <summary>All journals that lie beside a store, alive or dead, in order of name.</summary>
    public static IReadOnlyList<string> Of(string storePath)
    {
        string? folder = Path.GetDirectoryName(storePath);
        if (folder is null || !Directory.Exists(folder))
        {
            return [];
        }

        try
        {
            // The store's name may hold characters that a search pattern would read as wildcards.
            string prefix = Path.GetFileName(storePath) + ".";
            return [.. Directory.EnumerateFiles(folder, "*" + JournalFormat.FileSuffix)
                .Where(path => Path.GetFileName(path) is var name && name.StartsWith(prefix, StringComparison.Ordinal)
                    && name.Length == prefix.Length + IdLength + JournalFormat.FileSuffix.Length)
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
