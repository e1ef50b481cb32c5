namespace Flujo.Analyzers;

/// <summary>Where a rule is explained: a page of the repository's docs.</summary>
internal static class HelpLinks
{
    private const string Base = "docs/rules/";

    public static string Of(string id) => Base + id + ".md";
}
