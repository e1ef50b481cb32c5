using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class RunIdTests : IDisposable
{
    private const string First = "aaaa1111bbbb2222cccc3333dddd4444";
    private const string Second = "aaaa9999eeee8888ffff7777bbbb6666";
    private const string Third = "0000bbbb1111aaaa22223333eeee5555";

    private readonly TestStore _store = new();

    public RunIdTests()
    {
        _store.AddRun(First, secondsAgo: 30);
        _store.AddRun(Second, secondsAgo: 20);
        _store.AddRun(Third, secondsAgo: 10);
    }

    public static TheoryData<string> Verbs => ["get", "show", "trace", "spans", "export", "delete", "audit"];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void FullId_IsFound(string verb) => AssertFinds(First, verb, First);

    [Theory]
    [MemberData(nameof(Verbs))]
    public void UniquePrefix_IsFound(string verb) => AssertFinds(Second, verb, "aaaa9");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void UniqueSubstring_IsFound(string verb) => AssertFinds(First, verb, "cccc33");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void RunUnderscoreAndUpperCase_AreIgnored(string verb) => AssertFinds(Second, verb, "run_AAAA9");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Last_IsTheNewestRun(string verb) => AssertFinds(Third, verb, "last");

    [Fact]
    public void UniquePrefix_GoesBeforeSubstringsOfOthers() => AssertFinds(Third, "show", "0000");

    [Theory]
    [MemberData(nameof(Verbs))]
    public void SeveralPrefixes_AreListedToChooseFrom(string verb)
    {
        Session session = Session.Run(_store, verb, "aaaa");

        Assert.Equal((1, ""), (session.ExitCode, session.Output));
        Assert.All([First, Second, Third], id => Assert.Contains(id, session.Error, StringComparison.Ordinal));
        Assert.True(session.Error.IndexOf(Second, StringComparison.Ordinal) < session.Error.IndexOf(Third, StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralSubstrings_AreListedToChooseFrom()
    {
        Session session = Session.Run(_store, "get", "eeee");

        Assert.Contains(Third, session.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(First, session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NotFound_SaysWhatWhereAndWhatToTry()
    {
        Session session = Session.Run(_store, "get", "9876543210");

        Assert.Contains("9876543210", session.Error, StringComparison.Ordinal);
        Assert.Contains(_store.Path, session.Error, StringComparison.Ordinal);
        Assert.True(session.Error.Split("try:").Length > 2);
    }

    [Fact]
    public void Last_InAnEmptyStore_IsNotFound()
    {
        using var empty = new TestStore();

        Assert.Equal(1, Session.Run(empty, "show", "last").ExitCode);
    }

    [Fact]
    public void MoreCandidatesThanFit_SaysSo()
    {
        using var store = new TestStore();
        for (int i = 0; i < 30; i++)
        {
            store.AddRun($"dddd{i:00}");
        }

        Session session = Session.Run(store, "show", "dddd");

        Assert.Contains("and more", session.Error, StringComparison.Ordinal);
    }

    private void AssertFinds(string expected, string verb, string id)
    {
        if (verb == "audit")
        {
            Session.Run(_store, "show", expected); // so that there is something to find
        }

        Session session = Session.Run(_store, verb, id, "--json");

        Assert.Equal(0, session.ExitCode);
        Assert.Equal(verb == "spans" ? RootSpanOf(expected) : expected, verb switch
        {
            "spans" => session.Json[0].GetProperty("span_id").GetString(),
            "audit" => session.Json[0].GetProperty("run_id").GetString(),
            _ => session.Json.GetProperty("run_id").GetString(),
        });
    }

    private string RootSpanOf(string runId) =>
        (string)_store.Scalar("SELECT span_id FROM spans WHERE run_id = $1 AND span_no = 1", runId)!;
}
