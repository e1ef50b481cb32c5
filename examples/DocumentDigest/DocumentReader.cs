using Flujo;

namespace DocumentDigest;

/// <summary>Reads one file that others may be working on.</summary>
internal static class DocumentReader
{
    /// <summary>
    /// The file's text. Somebody may hold the file locked, move it away to save it, or write it while it is read; that
    /// passes, so the step is tried again.
    /// </summary>
    /// <exception cref="IOException">It is still locked, missing or changing after the last attempt.</exception>
    [FlujoStep("read_document", MaxAttempts = 5, RetryDelayMilliseconds = 50)]
    public static async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        FlujoTrace.Current.SetAttribute("document", Path.GetFileName(path));
        DateTime writtenBefore = File.GetLastWriteTimeUtc(path);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 4096, useAsync: true);
        using var reader = new StreamReader(file);
        string text = await reader.ReadToEndAsync(cancellation);
        if (File.GetLastWriteTimeUtc(path) != writtenBefore)
            throw new IOException($"'{path}' was written while it was read.");
        return text;
    }
}
