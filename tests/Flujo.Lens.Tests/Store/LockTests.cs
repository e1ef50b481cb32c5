using System.Diagnostics;
using Flujo.Lens.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Store;

public sealed class LockTests : IDisposable
{
    private readonly TestStore _store = new();

    public LockTests() => Samples.AddResearch(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void ExclusiveLockingMode_TimesOutInTimeWithHints()
    {
        _store.Close();
        using SqliteConnection owner = LockExclusively();
        long started = Stopwatch.GetTimestamp();

        Session session = Session.Run(_store.Path, new Setting { Timeout = "60" }, "list", "--timeout", "1");

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 2.5);
        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.Contains(_store.Path, session.Error, StringComparison.Ordinal);
        Assert.True(session.Error.Split("  try: ").Length > 2);
    }

    [Fact]
    public void TimeoutOfTheEnvironment_IsKept()
    {
        _store.Close();
        using SqliteConnection owner = LockExclusively();
        long started = Stopwatch.GetTimestamp();

        Session.Run(_store.Path, new Setting { Timeout = "0.5" }, "list");

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.4, 2.0);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("show 4f0c")]
    [InlineData("trace 4f0c")]
    [InlineData("spans 4f0c")]
    [InlineData("stats")]
    public void StoreThatIsBeingWritten_IsReadAtOnce(string line)
    {
        using SqliteConnection writer = _store.Connect();
        using SqliteCommand begin = writer.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE; INSERT INTO names(name) VALUES('x')";
        begin.ExecuteNonQuery();
        long started = Stopwatch.GetTimestamp();

        Session session = Session.Run(_store, line.Split(' '));

        Assert.Equal(0, session.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 3);
    }

    private SqliteConnection LockExclusively()
    {
        SqliteConnection connection = _store.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; INSERT INTO names(name) VALUES('x'); COMMIT";
        command.ExecuteNonQuery();
        return connection;
    }
}
