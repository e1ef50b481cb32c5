using System.Globalization;

namespace Flujo.Generators.Emitting;

/// <summary>
/// The name of a generated file. The compiler compares hint names without regard to case and dislikes `..`, so the
/// relative path cannot serve itself: its last part makes the name readable, its hash makes it unique.
/// </summary>
internal static class HintName
{
    public const string Catalogue = "FlujoSteps.g.cs";

    /// <summary>buildTransitive/Flujo.targets know it by this name.</summary>
    public const string Report = "FlujoStepReport.g.cs";

    public static string OfCalls(string relativePath) => Of(relativePath, "FlujoCalls");

    public static string OfPartials(string relativePath) => Of(relativePath, "FlujoPartials");

    private static string Of(string relativePath, string what)
    {
        string name = relativePath.Substring(relativePath.LastIndexOf('/') + 1);
        if (name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            name = name.Substring(0, name.Length - 3);
        string readable = new([.. name.Select(static each => char.IsLetterOrDigit(each) && each < 128 ? each : '_')]);
        return $"{readable}.{Hash(relativePath)}.{what}.g.cs";
    }

    /// <summary>FNV-1a over UTF-16 units: 64 bits, the same in every process.</summary>
    private static string Hash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char each in text)
        {
            unchecked
            {
                hash = (hash ^ each) * 1099511628211;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
