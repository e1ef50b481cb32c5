using Flujo.Testing;

namespace Flujo.Analyzers.Tests.Docs;

/// <summary>A part of a document that is made from the rules. FLUJO_ACCEPT=1 writes it anew, as for snapshots.</summary>
internal static class GeneratedPart
{
    /// <summary>Compares the lines between two others, which both stay, with what they ought to be.</summary>
    /// <exception cref="VerificationException">They differ.</exception>
    public static void Verify(string path, string begin, string end, string expected)
    {
        string[] lines = File.ReadAllLines(path);
        int first = Array.FindIndex(lines, line => line.StartsWith(begin, StringComparison.Ordinal)) + 1;
        int last = Array.FindIndex(lines, first, line => line.StartsWith(end, StringComparison.Ordinal));
        if (first == 0 || last < 0)
            throw new VerificationException($"{path} has no part between '{begin}' and '{end}'.");

        string actual = string.Join('\n', lines[first..last]);
        if (actual == expected)
            return;
        if (!Snapshot.IsAccepting)
            throw new VerificationException($"{path} is stale between '{begin}' and '{end}'; FLUJO_ACCEPT=1 writes it. It ought to be:\n{expected}");
        File.WriteAllText(path, string.Join('\n', [.. lines[..first], expected, .. lines[last..]]) + "\n");
    }
}
