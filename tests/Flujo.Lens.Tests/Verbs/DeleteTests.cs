using System.Text.Json;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class DeleteTests : IDisposable
{
    private readonly TestStore _store = new();

    public DeleteTests()
    {
        Samples.AddResearch(_store);
        Samples.AddFailed(_store);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Delete_TakesTheRunOutOfEveryAnswer()
    {
        JsonElement before = Stats();
        Session session = Session.Run(_store, "delete", "4f0c");

        Assert.Equal(0, session.ExitCode);
        Assert.Equal(["deleted\t" + Samples.ResearchId, "pipeline\tresearch", "spans\t8"], session.Lines);
        Assert.Equal([Samples.FailedId], Session.Run(_store, "list", "--json").Json.EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!));
        Assert.Equal(1, Session.Run(_store, "show", "4f0c").ExitCode);
        Assert.Equal(before.GetProperty("total_spans").GetInt64() - 8, Stats().GetProperty("total_spans").GetInt64());
        Assert.Equal(["parse_rows", "read_file"], Stats().GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("step_name").GetString()!));
    }

    [Fact]
    public void DeleteAsJson_SaysWhatWent()
    {
        JsonElement json = Session.Run(_store, "delete", "last", "--json").Json;

        Assert.Equal(Samples.FailedId, json.GetProperty("run_id").GetString());
        Assert.Equal(3, json.GetProperty("deleted_spans").GetInt64());
    }

    [Fact]
    public void RunningRun_IsRefused()
    {
        _store.AddRun("beef", status: FlujoStatus.Running, seconds: null);

        Session session = Session.Run(_store, "delete", "beef");

        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.Contains("is running", session.Error, StringComparison.Ordinal);
        Assert.True(session.Error.Split("  try: ").Length > 2);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("'")]
    [InlineData("\"; DROP TABLE run_rows; --")]
    [InlineData("a")] // in both ids, the beginning of one
    public void OddId_DeletesNothingThatItDoesNotName(string id)
    {
        Session session = Session.Run(_store, "delete", id);

        Assert.Equal(id == "a" ? 0 : 1, session.ExitCode);
        Assert.Equal(id == "a" ? 1 : 2, Session.Run(_store, "list").Lines.Length);
    }

    [Fact]
    public void DeletedRun_StaysInTheAuditLog()
    {
        Session.Run(_store, "show", Samples.ResearchId);
        Session.Run(_store, "delete", Samples.ResearchId);

        JsonElement[] entries = [.. Session.Run(_store, "audit", Samples.ResearchId, "--json").Json.EnumerateArray()];

        Assert.Equal(["delete", "show"], entries.Select(entry => entry.GetProperty("command").GetString()!));
        Assert.All(entries, entry => Assert.Equal(Environment.UserName, entry.GetProperty("user").GetString()));
    }

    private JsonElement Stats() => Session.Run(_store, "stats", "--hours", "24", "--json").Json;
}
