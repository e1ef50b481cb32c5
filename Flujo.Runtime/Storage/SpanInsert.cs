using System.Text;

namespace Flujo.Storage;

/// <summary>
/// Inserts the rows of spans, many with one statement: what SQLite does per statement costs as much as what it does per row. A row that exists already is a failure
/// (<see cref="SqliteFailure.IsConflict"/>) that leaves rows before it behind: the caller takes the whole transaction back. Used by the writer's thread.
/// </summary>
internal sealed class SpanInsert
{
    private const int RowsPerStatement = 32;
    private const int Columns = 14;
    private readonly SqliteStatement _one;
    private readonly SqliteStatement _many;
    private readonly Row[] _rows = new Row[RowsPerStatement];
    private int _count;

    public SpanInsert(SqliteDatabase database)
    {
        _one = database.Statement(Sql(rows: 1));
        _many = database.Statement(Sql(RowsPerStatement));
    }

    /// <summary>A row of <c>span_rows</c>, in the order of its columns.</summary>
    internal readonly record struct Row(
        long RunNo, uint SpanNo, uint ParentNo, ulong SpanId, SpanState State, long? CallSiteNo);

    /// <summary>Inserts a row, now or with the next <see cref="Flush"/>.</summary>
    public void Add(in Row row)
    {
        _rows[_count++] = row;
        if (_count == RowsPerStatement)
        {
            _count = 0;
            for (int i = 0; i < RowsPerStatement; i++)
            {
                Bind(_many, (i * Columns) + 1, _rows[i]);
            }

            _many.Run();
        }
    }

    /// <summary>Inserts what is left.</summary>
    public void Flush()
    {
        int count = _count;
        _count = 0;
        for (int i = 0; i < count; i++)
        {
            Bind(_one, 1, _rows[i]);
            _one.Run();
        }
    }

    /// <summary>Forgets rows of a failed batch.</summary>
    public void Forget() => _count = 0;

    /// <summary>Binds all columns from a place on.</summary>
    private static void Bind(SqliteStatement statement, int first, in Row row)
    {
        SpanState state = row.State;
        statement.Rebind(first, row.RunNo);
        statement.Rebind(first + 1, row.SpanNo);
        statement.Rebind(first + 2, row.ParentNo == 0 ? null : row.ParentNo);
        statement.Rebind(first + 3, (long)row.SpanId);
        statement.Rebind(first + 4, state.NameNo);
        statement.Rebind(first + 5, (long)state.Kind);
        statement.Rebind(first + 6, (long)state.Status);
        statement.Rebind(first + 7, state.StartedAt);
        statement.Rebind(first + 8, state.EndedAt);
        statement.Rebind(first + 9, state.Attempts);
        statement.Rebind(first + 10, state.Cost);
        statement.Rebind(first + 11, state.InputTokens);
        statement.Rebind(first + 12, state.OutputTokens);
        statement.Rebind(first + 13, row.CallSiteNo);
    }

    // OR FAIL: to undo half a statement, SQLite would have to keep copies of the pages that it changes.
    private static string Sql(int rows)
    {
        var sql = new StringBuilder("INSERT OR FAIL INTO span_rows VALUES ");
        for (int row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", Enumerable.Repeat("?", Columns)).Append(')');
        }

        return sql.ToString();
    }
}
