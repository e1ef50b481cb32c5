using System.Diagnostics;
using System.Text.Json;
using Flujo.Lens.Tests.Support;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Verbs;

public sealed class PruneTests : IDisposable
{
    private const double Day = 86_400;

    private readonly TestStore _store = new();

    public PruneTests()
    {
        for (int i = 0; i < 10; i++)
        {
            TestRun run = _store.AddRun($"{i:d2}", secondsAgo: (i * Day) + 60);
            run.AddPayload(1, PayloadKind.Output, new string('x', 200_000));
        }
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("--keep 4", 4)]
    [InlineData("--older-than 3d", 3)]
    [InlineData("--older-than 3d --keep 5", 3)]
    [InlineData("--older-than 9d --keep 2", 2)]
    [InlineData("--older-than 2026-03-10", 5)]
    [InlineData("--keep 0", 0)]
    [InlineData("--max-size 100GB", 10)]
    public void Limits_LeaveTheNewestRuns(string limits, int left)
    {
        JsonElement dry = Session.Run(_store, ["prune", .. limits.Split(' '), "--dry-run", "--json"]).Json;
        Assert.Equal(10, Session.Run(_store, "list").Lines.Length);
        JsonElement json = Session.Run(_store, ["prune", .. limits.Split(' '), "--json"]).Json;

        Assert.Equal(10 - left, json.GetProperty("deleted_runs").GetInt64());
        Assert.Equal(10 - left, dry.GetProperty("deleted_runs").GetInt64());
        Assert.Equal(left, json.GetProperty("kept_runs").GetInt64());
        Assert.Equal(
            Enumerable.Range(0, left).Select(i => $"{i:d2}"),
            Session.Run(_store, "list", "--json").Json.EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!));
    }

    [Fact]
    public void MaxSize_ShrinksTheFile()
    {
        _store.Close();
        long before = new FileInfo(_store.Path).Length;

        JsonElement json = Session.Run(_store, "prune", "--max-size", "1MB", "--json").Json;

        Assert.InRange(json.GetProperty("size_after").GetInt64(), 600_000, 1_000_000);
        Assert.InRange(new FileInfo(_store.Path).Length, 600_000, 1_000_000);
        Assert.True(before > 2_000_000);
    }

    /// <summary>Who waits for a reader before the log is cut holds the lock of writers meanwhile.</summary>
    [Fact]
    public void ReaderThatStays_KeepsNobodyWaiting()
    {
        using SqliteConnection reader = _store.Connect();
        using SqliteTransaction snapshot = reader.BeginTransaction(deferred: true);
        using SqliteCommand command = reader.CreateCommand();
        command.CommandText = "SELECT count(*) FROM run_rows";
        command.ExecuteScalar();
        long started = Stopwatch.GetTimestamp();

        Session session = Session.Run(_store, "prune", "--keep", "2", "--timeout", "60");

        Assert.Equal(0, session.ExitCode);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 50);
    }

    [Fact]
    public void DryRun_ChangesNothing()
    {
        _store.Close();
        byte[] before = File.ReadAllBytes(_store.Path);

        Session session = Session.Run(_store, "prune", "--max-size", "1MB", "--dry-run");

        Assert.Equal(0, session.ExitCode);
        Assert.StartsWith("would_delete\t", session.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_store.Path));
    }

    [Fact]
    public void RunningAndPausedRuns_Stay()
    {
        _store.Execute("UPDATE run_rows SET status = 0 WHERE run_id = '09'");
        _store.Execute("UPDATE run_rows SET status = 4 WHERE run_id = '08'");

        Assert.Equal(8, Session.Run(_store, "prune", "--keep", "0", "--json").Json.GetProperty("deleted_runs").GetInt64());
    }

    [Theory]
    [InlineData("1kb", 1000L)]
    [InlineData("1.5 MB", 1_500_000L)]
    [InlineData("2GiB", 2_147_483_648L)]
    [InlineData("7", 7L)]
    [InlineData("0", 0L)]
    [InlineData("", null)]
    [InlineData("GB", null)]
    [InlineData("-1MB", null)]
    [InlineData("1ib", null)]
    [InlineData("99999999999999999999TB", null)]
    public void Size_IsReadAsPeopleWriteIt(string text, long? bytes) => Assert.Equal(bytes, Lens.Verbs.SizeText.Parse(text));
}
