using System.Text.Json;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class ListTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void EmptyStore_IsAnEmptyList()
    {
        Session session = Session.Run(_store, "list");

        Assert.Equal((0, ""), (session.ExitCode, session.Output));
    }

    [Fact]
    public void EmptyStore_AsJson_IsAnEmptyArray() => Assert.Equal("[]\n", Session.Run(_store, "list", "--json").Output);

    [Fact]
    public void Runs_AreListedNewestFirst()
    {
        AddRuns(3);

        Assert.Equal(["run00002", "run00001", "run00000"], Ids(Session.Run(_store, "list")));
    }

    [Fact]
    public void WithoutALimit_FiftyAreListed()
    {
        AddRuns(60);

        Assert.Equal(50, Session.Run(_store, "list").Lines.Length);
    }

    [Fact]
    public void Limit_Restricts()
    {
        AddRuns(5);

        Assert.Equal(["run00004", "run00003"], Ids(Session.Run(_store, "list", "--limit", "2")));
    }

    [Fact]
    public void Filters_Combine()
    {
        _store.AddRun("a1", "research", FlujoStatus.Failed, secondsAgo: 100);
        _store.AddRun("a2", "research", FlujoStatus.Completed, secondsAgo: 100);
        _store.AddRun("a3", "import", FlujoStatus.Failed, secondsAgo: 100);
        _store.AddRun("a4", "research", FlujoStatus.Failed, secondsAgo: 10_000);

        Session session = Session.Run(_store, "list", "--status", "failed", "--pipeline", "research", "--since", "30m");

        Assert.Equal(["a1"], Ids(session));
    }

    [Fact]
    public void PipelineWithoutStatus_MergesAllStatusesNewestFirst()
    {
        _store.AddRun("a1", "research", FlujoStatus.Failed, secondsAgo: 30);
        _store.AddRun("a2", "research", FlujoStatus.Completed, secondsAgo: 20);
        _store.AddRun("a3", "import", FlujoStatus.Completed, secondsAgo: 15);
        _store.AddRun("a4", "research", FlujoStatus.Running, secondsAgo: 10, seconds: null);

        Assert.Equal(["a4", "a2"], Ids(Session.Run(_store, "list", "--pipeline", "research", "--limit", "2")));
    }

    [Fact]
    public void UnknownPipeline_IsAnEmptyList() =>
        Assert.Equal(0, Session.Run(_store, "list", "--pipeline", "x' OR 1=1 --").ExitCode);

    [Theory]
    [InlineData("2026-03-14T15:08:00Z")]
    [InlineData("2026-03-14T16:08:00+01:00")]
    [InlineData("2026-03-14 15:08")]
    [InlineData("100s")]
    public void Since_TakesTimesAndAges(string since)
    {
        _store.AddRun("early", secondsAgo: 200);
        _store.AddRun("late", secondsAgo: 50);

        Assert.Equal(["late"], Ids(Session.Run(_store, "list", "--since", since)));
    }

    [Fact]
    public void Piped_LineHasIdPipelineStatusExactStartAndDuration()
    {
        Samples.AddResearch(_store);

        Assert.Equal(
            $"{Samples.ResearchId}\tresearch\tcompleted\t2026-03-14T15:08:26.5350000Z\t2.418s\n",
            Session.Run(_store, "list").Output);
    }

    [Fact]
    public void Terminal_TimesAreRelative()
    {
        Samples.AddResearch(_store, secondsAgo: 200);

        Assert.Contains("3m ago", Session.OnTerminal(_store, "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_HasEveryField()
    {
        Samples.AddResearch(_store);

        JsonElement run = Session.Run(_store, "list", "--json").Json[0];

        Assert.Equal(
            """
            {"run_id":"4f0c2a1be93d47586071829304a5b6c7","pipeline_name":"research","status":"completed","created_at":"2026-03-14T15:08:26.5350000Z","duration_ms":2418,"total_steps":4,"total_cost_usd":0.0123,"total_tokens":265}
            """.Trim(),
            run.GetRawText());
    }

    [Fact]
    public void RunningRun_HasNoDuration()
    {
        _store.AddRun("abc", status: FlujoStatus.Running, seconds: null);

        Assert.Equal(JsonValueKind.Null, Session.Run(_store, "list", "--json").Json[0].GetProperty("duration_ms").ValueKind);
    }

    private void AddRuns(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _store.AddRun($"run{i:00000}", secondsAgo: 1000 - i);
        }
    }

    private static string[] Ids(Session session) => [.. session.Lines.Select(line => line.Split('\t')[0])];
}
