using Spectre.Console;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Writes tables. A terminal gets Spectre's, whose cells are plain text and never markup; a pipe gets lines of
/// tab-separated cells without titles, as <c>cut</c> and <c>awk</c> like them.
/// </summary>
internal static class TableWriter
{
    /// <summary>Spectre measures all rows of a table at once; more rows than this are drawn in several pieces.</summary>
    private const int RowsPerPiece = 500;

    private const int Gap = 2;

    public static void Write(this LensContext context, Table table)
    {
        if (!context.IsTerminal)
        {
            WriteLines(context.Out, table);
            return;
        }

        Table safe = table.Select(text => SafeText.Line(text));
        int gaps = Gap * (table.Columns.Count - 1);
        int[] widths = TableLayout.WidthsOf(safe, context.Width - gaps);

        // The layout is settled, so Spectre gets all the room it wants: where it must shrink a table it may do so down to
        // columns of one, and hangs when a wide character meets such a column.
        IAnsiConsole console = Console(context, widths.Sum() + (Gap * gaps) + context.Width);
        for (int first = 0; first < safe.Rows.Count; first += RowsPerPiece)
        {
            Draw(console, safe, widths, first, Math.Min(RowsPerPiece, safe.Rows.Count - first));
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

    private static void Draw(IAnsiConsole console, Table table, int[] widths, int first, int count)
    {
        var drawn = new Spectre.Console.Table { Border = new HeaderRule(), ShowHeaders = first == 0 };
        for (int i = 0; i < widths.Length; i++)
        {
            drawn.AddColumn(new TableColumn(new Text(table.Columns[i].Title))
            {
                Alignment = table.Columns[i].IsNumber ? Justify.Right : Justify.Left,
                NoWrap = true,
                Padding = new Padding(0, 0, i < widths.Length - 1 ? Gap : 0, 0),
                Width = widths[i],
            });
        }

        for (int i = first; i < first + count; i++)
        {
            drawn.AddRow(table.Rows[i].Select((cell, column) =>
                new Text(TextWidth.Fit(cell.Text, widths[column]), StyleOf(cell.Tone))));
        }

        console.Write(drawn);
    }

    private static Style StyleOf(Tone tone) => tone == Tone.Plain ? Style.Plain : new Style(Color.FromInt32((int)tone));

    private static IAnsiConsole Console(LensContext context, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = context.Colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = context.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(context.Out),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
