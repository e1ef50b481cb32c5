using Flujo.Lens.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Store;

public sealed class AuditTests : IDisposable
{
    private readonly TestStore _store = new();

    public AuditTests() => Samples.AddResearch(_store);

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("get")]
    [InlineData("show")]
    [InlineData("trace")]
    [InlineData("spans")]
    public void ReadingARun_LeavesARecordWithTimeCommandRunAndUser(string verb)
    {
        Session.Run(_store, verb, "4f0c");

        Assert.Equal(
            $"2026-03-14T15:09:26.5350000Z {verb} {Samples.ResearchId} {Environment.UserName}",
            _store.Scalar("SELECT group_concat(at || ' ' || command || ' ' || run_id || ' ' || user) FROM audit_log"));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    [InlineData("show nothing")]
    public void ReadingNoRun_LeavesNoRecord(string line)
    {
        Session.Run(_store, line.Split(' '));

        Assert.Equal(0L, _store.Scalar("SELECT count(*) FROM audit_log"));
    }

    [Fact]
    public void WhileSomebodyWrites_TheRecordIsSkipped()
    {
        using SqliteConnection writer = _store.Connect();
        using SqliteCommand command = writer.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();

        Session session = Session.Run(_store, "trace", "4f0c");

        Assert.Equal(0, session.ExitCode);
        Assert.Equal(0L, _store.Scalar("SELECT count(*) FROM audit_log"));
    }
}
