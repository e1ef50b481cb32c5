namespace Flujo.Analyzers;

/// <summary>The categories of rules, by which .editorconfig can set the severity of many at once.</summary>
internal static class Categories
{
    /// <summary>What is not traced, and what cannot be a step.</summary>
    public const string Coverage = "Flujo.Coverage";

    /// <summary>Names that say nothing, or that lens cannot group by.</summary>
    public const string Naming = "Flujo.Naming";

    /// <summary>What should not be recorded.</summary>
    public const string Privacy = "Flujo.Privacy";

    /// <summary>What is recorded wrongly, or does not do what the attribute promises.</summary>
    public const string Usage = "Flujo.Usage";
}
