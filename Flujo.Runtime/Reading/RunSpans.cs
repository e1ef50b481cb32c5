using Flujo.Storage;

namespace Flujo.Reading;

/// <summary>
/// All spans of one run and how they hang together. A span whose parent is not there (its start was dropped, or is not
/// drained yet) hangs under the root. As a parent's number is always below its child's, there can be no cycle.
/// </summary>
internal sealed class RunSpans
{
    private readonly List<SpanRow> _rows = [];
    private readonly Dictionary<long, int> _positions = [];

    private RunSpans()
    {
    }

    /// <summary>By span number; the root, where it is there, is the first.</summary>
    public IReadOnlyList<SpanRow> All => _rows;

    public bool HasRoot => _rows.Count > 0 && _rows[0].IsRoot;

    public static RunSpans Read(SqliteDatabase database, long runNo)
    {
        var rows = new RunSpans();
        foreach (SpanRow row in SpanRowReader.Read(database, runNo))
        {
            rows._positions.Add(row.SpanNo, rows._rows.Count);
            rows._rows.Add(row);
        }

        return rows;
    }

    /// <summary>The position in <see cref="All"/> of a span's parent, or -1 for the root and where there is no root.</summary>
    public int ParentPosition(SpanRow row)
    {
        if (row.IsRoot)
        {
            return -1;
        }

        return row.ParentNo is { } parent && parent < row.SpanNo && _positions.TryGetValue(parent, out int position)
            ? position
            : HasRoot ? 0 : -1;
    }

    /// <summary>The id of a span's parent, or null for the root.</summary>
    public string? ParentSpanId(SpanRow row) =>
        ParentPosition(row) is var position and >= 0 ? StoredValue.ToSpanId(_rows[position].SpanId) : null;

    /// <summary>The positions of all spans in the order in which siblings are shown: by start, then by span number.</summary>
    public int[] PositionsByStart()
    {
        int[] positions = [.. Enumerable.Range(0, _rows.Count)];
        Array.Sort(positions, (left, right) =>
        {
            int order = _rows[left].StartedAt.CompareTo(_rows[right].StartedAt);
            return order != 0 ? order : left.CompareTo(right);
        });
        return positions;
    }
}
