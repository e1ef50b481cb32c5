using System.Globalization;
using Flujo.Storage;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Support;

/// <summary>
/// A store in a folder of its own, filled row by row: for what a real run cannot be made to hold, such as exact times,
/// hostile names, or a hundred thousand spans. Keeps the rollups as the drainer does.
/// </summary>
internal sealed class TestStore : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flujo-lens-tests-");
    private readonly Dictionary<string, long> _names = [];
    private readonly Dictionary<string, SqliteCommand> _commands = [];
    private readonly SqliteConnection _connection;
    private SqliteTransaction? _transaction;

    public TestStore()
    {
        Path = System.IO.Path.Combine(_folder.FullName, "store.db");
        _connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        _connection.Open();
        Execute($"PRAGMA auto_vacuum = INCREMENTAL; PRAGMA application_id = {StoreSchema.ApplicationId}; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
        foreach (string migration in StoreSchema.Migrations)
        {
            Execute(migration);
        }

        Execute($"PRAGMA user_version = {StoreSchema.Version}");
        Execute(
            "INSERT INTO journals(journal_no, journal_id, state, program, program_version, host, process_id, started_at, last_seen_at) " +
            "VALUES(1, 'j1', 1, 'Demo', '1.0.0', 'host-1', 4242, 0, 0)");
    }

    public string Path { get; }

    public string Folder => _folder.FullName;

    public static DateTimeOffset Now { get; } = new(2026, 3, 14, 15, 9, 26, 535, TimeSpan.Zero);

    public static long NowNanoseconds => (Now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;

    public string[] FileNames => [.. Directory.GetFiles(Folder).Select(file => System.IO.Path.GetFileName(file)!).Order()];

    public TestRun AddRun(
        string runId,
        string pipeline = "research",
        FlujoStatus status = FlujoStatus.Completed,
        double secondsAgo = 60,
        double? seconds = 2.418,
        string? version = null,
        long? cost = null,
        long dropped = 0)
    {
        long startedAt = NowNanoseconds - (long)(secondsAgo * 1e9);
        long? endedAt = seconds is { } duration ? startedAt + (long)Math.Round(duration * 1e9) : null;
        long runNo = Insert(
            "INSERT INTO run_rows(run_id, pipeline_no, pipeline_version, journal_no, status, started_at, ended_at, total_cost, dropped_records) " +
            "VALUES($1, $2, $3, 1, $4, $5, $6, $7, $8) RETURNING run_no",
            runId, Name(pipeline), version, (long)status, startedAt, endedAt, cost, dropped);
        var run = new TestRun(this, runNo, pipeline, startedAt);
        run.AddSpan(1, null, pipeline, SpanKind.Run, status, 0, seconds);
        return run;
    }

    public long Name(string name)
    {
        if (!_names.TryGetValue(name, out long number))
        {
            number = Insert("INSERT INTO names(name) VALUES($1) RETURNING name_no", name);
            _names.Add(name, number);
        }

        return number;
    }

    public void Execute(string sql, params object?[] values)
    {
        Command(sql, values).ExecuteNonQuery();
    }

    public object? Scalar(string sql, params object?[] values) => Command(sql, values).ExecuteScalar();

    /// <summary>Everything until <see cref="Close"/> is one transaction: for stores with many rows.</summary>
    public void BeginBatch() => _transaction = _connection.BeginTransaction();

    /// <summary>Ends the writer, so that the store lies there as after a program's end.</summary>
    public TestStore Close()
    {
        _transaction?.Commit();
        _transaction = null;
        ForgetCommands();
        _connection.Close();
        return this;
    }

    /// <summary>Opens the writer again after <see cref="Close"/>.</summary>
    public void Reopen() => _connection.Open();

    /// <summary>A second connection, as another program would have.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        ForgetCommands();
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private long Insert(string sql, params object?[] values) =>
        Convert.ToInt64(Scalar(sql, values), CultureInfo.InvariantCulture);

    /// <summary>A command, made once per text: a big store takes hundreds of thousands of them.</summary>
    private SqliteCommand Command(string sql, object?[] values)
    {
        if (!_commands.TryGetValue(sql, out SqliteCommand? command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    private void ForgetCommands()
    {
        foreach (SqliteCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }
}
