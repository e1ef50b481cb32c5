using SQLitePCL;

namespace Flujo.Storage;

/// <summary>
/// A connection to SQLite's C interface, for writing and reading: prepared statements without the cost of ADO.NET, which takes longer to load than
/// lens to answer. Used by one thread at a time.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _db;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 db) => _db = db;

    /// <summary>The native handle.</summary>
    public sqlite3 Handle => _db;

    /// <summary>Opens a file, or a <c>file:</c> URI for a database in memory.</summary>
    /// <exception cref="SqliteFailure">It cannot be opened.</exception>
    public static SqliteDatabase Open(string name, bool create, int busyTimeoutMilliseconds) =>
        Open(name, raw.SQLITE_OPEN_READWRITE | (create ? raw.SQLITE_OPEN_CREATE : 0), busyTimeoutMilliseconds);

    /// <summary>Opens a file, or a <c>file:</c> URI, without the right to write it.</summary>
    /// <exception cref="SqliteFailure">It cannot be opened.</exception>
    public static SqliteDatabase OpenReadOnly(string name, int busyTimeoutMilliseconds) => Open(name, raw.SQLITE_OPEN_READONLY, busyTimeoutMilliseconds);

    private static SqliteDatabase Open(string name, int access, int busyTimeoutMilliseconds)
    {
        int result = raw.sqlite3_open_v2(name, out sqlite3 db, access | raw.SQLITE_OPEN_URI | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(db);
        if (result != raw.SQLITE_OK)
        {
            SqliteFailure failure = database.Failure(result, "open");
            database.Dispose();
            throw failure;
        }

        raw.sqlite3_busy_timeout(db, busyTimeoutMilliseconds);
        return database;
    }

    /// <summary>The statement for a text, prepared once and kept.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            int result = raw.sqlite3_prepare_v2(_db, sql, out sqlite3_stmt handle);
            statement = result == raw.SQLITE_OK ? new SqliteStatement(this, handle, sql) : throw Failure(result, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>The texts of all statements that were prepared: whoever wants to look at their plans finds them here.</summary>
    public IEnumerable<string> Texts => _statements.Keys;

    /// <summary>Runs one or more statements that answer nothing.</summary>
    public void Execute(string sql)
    {
        int result = raw.sqlite3_exec(_db, sql);
        if (result != raw.SQLITE_OK)
        {
            throw Failure(result, sql);
        }
    }

    /// <summary>The first column of the first row as a number, or null.</summary>
    public long? Number(string sql)
    {
        SqliteStatement statement = Statement(sql);
        long? value = statement.Step() && !statement.IsNull(0) ? statement.Long(0) : null;
        statement.Reset();
        return value;
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_db);

    public long LastRowId => raw.sqlite3_last_insert_rowid(_db);

    /// <summary>Whether the file may not be written, whatever was asked for.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_db, "main") != 0;

    /// <summary>Ends what another thread is doing with this connection. The only thread-safe member.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_db);

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_db) == 0;

    public SqliteFailure Failure(int result, string doing) =>
        new(raw.sqlite3_extended_errcode(_db) is var extended && (extended & 0xFF) == (result & 0xFF) ? extended : result,
            $"{raw.sqlite3_errmsg(_db).utf8_to_string()} ({doing.Split('\n')[0].Trim()})");

    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        _db.Dispose();
    }
}
