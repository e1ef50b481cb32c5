namespace Flujo.Costs;

/// <summary>Where a cost comes from, as it is stored beside it.</summary>
internal static class CostSource
{
    /// <summary>The caller said it: it comes from the provider, or from whoever knows better.</summary>
    public const string Given = "given";

    private const string Table = "table ";

    /// <summary>It was computed by the table of that name.</summary>
    public static string Of(string table) => Table + table;
}
