namespace Flujo.Lens.Terminal;

/// <summary>Rows under titles: drawn on a terminal, tab-separated when piped.</summary>
internal sealed class Table(params IReadOnlyList<Column> columns)
{
    private readonly List<Cell[]> _rows = [];

    public IReadOnlyList<Column> Columns { get; } = columns;

    public IReadOnlyList<Cell[]> Rows => _rows;

    /// <summary>What each line begins with when piped, for output that mixes lines of several kinds; null for nothing.</summary>
    public string? PipedLabel { get; init; }

    public void Add(params Cell[] cells) => _rows.Add(cells);

    /// <summary>The same table with each text replaced.</summary>
    public Table Select(Func<string, string> replace)
    {
        var table = new Table(Columns) { PipedLabel = PipedLabel };
        foreach (Cell[] row in _rows)
        {
            table.Add([.. row.Select(cell => cell with { Text = replace(cell.Text) })]);
        }

        return table;
    }
}
