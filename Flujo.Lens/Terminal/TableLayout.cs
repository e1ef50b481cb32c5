namespace Flujo.Lens.Terminal;

/// <summary>
/// How wide each column of a table is on a terminal. Columns of free text give way until the table fits, the widest
/// first; the others never do, and a table that still does not fit is left to the terminal.
/// </summary>
internal static class TableLayout
{
    /// <summary>Longer texts are cut: a name of a megabyte must not push the rest off the screen.</summary>
    private const int WidestText = 60;

    private const int NarrowestText = 8;

    /// <param name="table">The table.</param>
    /// <param name="available">What all columns together may take.</param>
    public static int[] WidthsOf(Table table, int available)
    {
        int[] widths = [.. table.Columns.Select(column => TextWidth.Of(column.Title))];
        foreach (Cell[] row in table.Rows)
        {
            for (int i = 0; i < widths.Length; i++)
            {
                int width = TextWidth.Of(row[i].Text);
                widths[i] = Math.Max(widths[i], table.Columns[i].IsText ? Math.Min(width, WidestText) : width);
            }
        }

        int excess = widths.Sum() - available;
        while (excess > 0 && WidestTextColumn(table, widths) is var widest and >= 0)
        {
            widths[widest]--;
            excess--;
        }

        return widths;
    }

    private static int WidestTextColumn(Table table, int[] widths)
    {
        int widest = -1;
        for (int i = 0; i < widths.Length; i++)
        {
            if (table.Columns[i].IsText && widths[i] > NarrowestText && (widest < 0 || widths[i] > widths[widest]))
            {
                widest = i;
            }
        }

        return widest;
    }
}
