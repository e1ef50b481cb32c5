using System.Text;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Writes tables: aligned under titles and a rule on a terminal, and piped as lines of tab-separated cells without titles, as <c>cut</c> and <c>awk</c> like them.
/// Drawn by hand, because loading a library for it takes longer than everything else that lens does (ARCHITECTURE.md has the figures).
/// </summary>
internal static class TableWriter
{
    private const string Gap = "  ";
    private const char Rule = '─';

    /// <summary>A table beneath something else: on a terminal an empty line stands between.</summary>
    public static void WriteBeneath(this LensContext context, Table table)
    {
        context.Out.Write(context.IsTerminal ? "\n" : "");
        context.Write(table);
    }

    public static void Write(this LensContext context, Table table)
    {
        if (!context.IsTerminal)
        {
            WriteLines(context.Out, table);
            return;
        }

        Table safe = table.Select(text => SafeText.Line(text));
        int gaps = Gap.Length * (table.Columns.Count - 1);
        int[] widths = TableLayout.WidthsOf(safe, context.Width - gaps);
        WriteRow(context, table, widths, column => table.Columns[column].Title);
        context.Out.Write(new string(Rule, widths.Sum() + gaps));
        context.Out.Write('\n');
        foreach (Cell[] row in safe.Rows)
        {
            WriteRow(context, table, widths, column => row[column]);
        }
    }

    private static void WriteLines(TextWriter output, Table table)
    {
        foreach (Cell[] row in table.Rows)
        {
            string separator = "";
            if (table.PipedLabel is { } label)
            {
                output.Write(label);
                separator = "\t";
            }

            foreach (Cell cell in row)
            {
                output.Write(separator);
                output.Write(SafeText.Line(cell.Text));
                separator = "\t";
            }

            output.Write('\n');
        }
    }

    private static void WriteRow(LensContext context, Table table, int[] widths, Func<int, Cell> cellOf)
    {
        var line = new StringBuilder();
        for (int i = 0; i < widths.Length; i++)
        {
            Cell cell = cellOf(i);
            string text = TextWidth.Fit(cell.Text, widths[i]);
            int padding = Math.Max(0, widths[i] - TextWidth.Of(text));
            bool isNumber = table.Columns[i].IsNumber;
            line.Append(i == 0 ? "" : Gap).Append(' ', isNumber ? padding : 0).Append(context.Paint(text, cell.Tone)).Append(' ', isNumber ? 0 : padding);
        }

        context.Out.Write(line.ToString().TrimEnd());
        context.Out.Write('\n');
    }
}
