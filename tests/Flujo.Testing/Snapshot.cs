using System.Runtime.CompilerServices;

namespace Flujo.Testing;

/// <summary>
/// Compares generated text with a `.verified.cs` file beside the test. FLUJO_ACCEPT=1 writes the file instead; where CI=true
/// that is refused.
/// </summary>
public static class Snapshot
{
    private const string Suffix = ".verified.cs";

    /// <summary>Whether what was made is written down instead of compared.</summary>
    /// <exception cref="VerificationException">A build asks for it.</exception>
    public static bool IsAccepting
    {
        get
        {
            if (Environment.GetEnvironmentVariable("FLUJO_ACCEPT") != "1")
                return false;
            return Environment.GetEnvironmentVariable("CI") != "true"
                ? true
                : throw new VerificationException("Snapshots are accepted by a person, not by a build: FLUJO_ACCEPT is set where CI=true.");
        }
    }

    /// <summary>Compares a text with `{test file}.{name}.verified.cs`.</summary>
    /// <exception cref="VerificationException">They differ, or there is nothing to compare with.</exception>
    public static void Verify(string text, string name, [CallerFilePath] string testFile = "")
    {
        string path = PathOf(testFile, name);
        string actual = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (IsAccepting)
        {
            File.WriteAllText(path, actual);
            return;
        }

        if (!File.Exists(path))
            throw new VerificationException($"{Path.GetFileName(path)} does not exist. FLUJO_ACCEPT=1 writes it with:\n{actual}");
        string expected = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        if (expected != actual)
            throw new VerificationException($"{Path.GetFileName(path)} differs{TextDifference.First(expected, actual)}\nWhole text:\n{actual}");
    }

    /// <summary>Fails when a test's snapshots are not exactly those named: one that no test reads would rot.</summary>
    public static void VerifyNoOrphans(IEnumerable<string> names, [CallerFilePath] string testFile = "")
    {
        HashSet<string> known = [.. names.Select(name => PathOf(testFile, name))];
        string pattern = Path.GetFileNameWithoutExtension(testFile) + ".*" + Suffix;
        string[] orphans = [.. Directory.GetFiles(Path.GetDirectoryName(testFile)!, pattern).Where(path => !known.Contains(path))];
        if (orphans.Length > 0)
            throw new VerificationException("No test reads these snapshots: " + string.Join(", ", orphans.Select(Path.GetFileName)));
    }

    private static string PathOf(string testFile, string name) =>
        Path.Combine(Path.GetDirectoryName(testFile)!, $"{Path.GetFileNameWithoutExtension(testFile)}.{name}{Suffix}");
}
