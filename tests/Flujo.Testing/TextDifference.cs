namespace Flujo.Testing;

/// <summary>Where two texts part, for the messages of failing tests.</summary>
internal static class TextDifference
{
    /// <summary>" in line n:" with both versions of that line.</summary>
    public static string First(string expected, string actual)
    {
        string[] old = expected.Split('\n');
        string[] now = actual.Split('\n');
        int line = Enumerable.Range(0, Math.Max(old.Length, now.Length)).First(i => i >= old.Length || i >= now.Length || old[i] != now[i]);
        return $" in line {line + 1}:\n- {(line < old.Length ? old[line] : "(end)")}\n+ {(line < now.Length ? now[line] : "(end)")}";
    }
}
