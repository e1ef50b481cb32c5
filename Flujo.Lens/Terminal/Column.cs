namespace Flujo.Lens.Terminal;

/// <summary>One column of a table.</summary>
/// <param name="Title">Above the column, on a terminal.</param>
/// <param name="IsNumber">Aligned to the right.</param>
/// <param name="IsText">Free text, which gives way when the terminal is too narrow. Other columns are never cut.</param>
internal sealed record Column(string Title, bool IsNumber = false, bool IsText = false)
{
    public static implicit operator Column(string title) => new(title);

    public static Column Number(string title) => new(title, IsNumber: true);

    public static Column Text(string title) => new(title, IsText: true);
}
