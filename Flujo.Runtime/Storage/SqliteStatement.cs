using SQLitePCL;

namespace Flujo.Storage;

/// <summary>
/// A prepared statement: bind, run, read. Parameters and columns count from 1 and from 0, as in SQLite. To bind a parameter that the text does not have does nothing.
/// </summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle, string sql) : IDisposable
{
    // 0 once the statement is gone, which SQLite answers with an error. The safe handle keeps it alive until then.
    private long?[] _bound = [];
    private nint _direct = SqliteCalls.IsDirect ? handle.DangerousGetHandle() : 0;

    public SqliteStatement Bind(int index, long value)
    {
        if (SqliteCalls.IsDirect)
        {
            SqliteCalls.BindLong(_direct, index, value);
        }
        else
        {
            raw.sqlite3_bind_int64(handle, index, value);
        }

        return this;
    }

    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public SqliteStatement Bind(int index, double value)
    {
        raw.sqlite3_bind_double(handle, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
        {
            return BindNull(index);
        }

        raw.sqlite3_bind_text(handle, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(handle, index, value);
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        if (SqliteCalls.IsDirect)
        {
            SqliteCalls.BindNull(_direct, index);
        }
        else
        {
            raw.sqlite3_bind_null(handle, index);
        }

        return this;
    }

    /// <summary>Binds, unless the parameter has this value from the last time. Good for parameters that are bound in no other way.</summary>
    public void Rebind(int index, long? value)
    {
        if (index >= _bound.Length)
        {
            Array.Resize(ref _bound, raw.sqlite3_bind_parameter_count(handle) + 1); // unbound is null, in SQLite as well
        }

        ref long? bound = ref _bound[index];
        if (bound != value)
        {
            bound = value;
            Bind(index, value);
        }
    }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="SqliteFailure">SQLite refused.</exception>
    public bool Step()
    {
        int result = SqliteCalls.IsDirect ? SqliteCalls.Step(_direct) : raw.sqlite3_step(handle);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return result == raw.SQLITE_ROW;
        }

        SqliteFailure failure = database.Failure(result, sql);
        Reset();
        throw failure;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    /// <summary>Ends the reading of rows.</summary>
    public void Reset()
    {
        if (SqliteCalls.IsDirect)
        {
            SqliteCalls.Reset(_direct);
        }
        else
        {
            raw.sqlite3_reset(handle);
        }
    }

    public bool IsNull(int column) =>
        (SqliteCalls.IsDirect ? SqliteCalls.ColumnType(_direct, column) : raw.sqlite3_column_type(handle, column)) == raw.SQLITE_NULL;

    public long Long(int column) => SqliteCalls.IsDirect ? SqliteCalls.ColumnLong(_direct, column) : raw.sqlite3_column_int64(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>A text as it stands in the database, good until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose()
    {
        _direct = 0;
        handle.Dispose();
    }
}
