using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class UsageTests : IDisposable
{
    private readonly TestStore _store = new();

    public UsageTests() => Samples.AddResearch(_store);

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("nosuchverb", "nosuchverb")]
    [InlineData("list --limit 0", "--limit")]
    [InlineData("list --limit x", "--limit")]
    [InlineData("list --limit 99999999999", "--limit")]
    [InlineData("list --since yesterday", "--since")]
    [InlineData("list --nosuchoption", "--nosuchoption")]
    [InlineData("list extra", "extra")]
    [InlineData("stats --hours -1", "--hours")]
    [InlineData("stats --hours 0", "--hours")]
    [InlineData("show", "show")]
    [InlineData("show last --timeout abc", "--timeout")]
    [InlineData("show last --timeout 0", "--timeout")]
    [InlineData("show last --timeout -1", "--timeout")]
    [InlineData("show last --timeout NaN", "--timeout")]
    [InlineData("spans last --status done", "--status")]
    [InlineData("prune", "--older-than")]
    [InlineData("prune --keep -1", "--keep")]
    [InlineData("prune --max-size big", "--max-size")]
    [InlineData("prune --older-than soon", "--older-than")]
    [InlineData("export last --format xml", "--format")]
    [InlineData("audit --limit 0", "--limit")]
    [InlineData("delete", "delete")]
    [InlineData("from-file", "from-file")]
    [InlineData("status extra", "extra")]
    public void WrongCommandLine_ExitsWithTwoAndNamesWhatIsWrong(string line, string named)
    {
        Session session = Session.Run(_store, line.Split(' '));

        Assert.Equal((2, ""), (session.ExitCode, session.Output));
        Assert.Contains(named, session.Error, StringComparison.Ordinal);
        Assert.Contains("--help", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("spans last")]
    public void UnknownStatus_NamesTheValidOnes(string line)
    {
        Session session = Session.Run(_store, [.. line.Split(' '), "--status", "done"]);

        Assert.Contains("running, completed, failed, cancelled, paused, interrupted", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void NoVerb_IsAUsageErrorThatNamesTheVerbs()
    {
        Session session = Session.Run(_store);

        Assert.Equal(2, session.ExitCode);
        Assert.Contains("list, get, show, trace, spans, stats, ship, export, from-file, delete, prune, status, audit", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongTimeoutInTheEnvironment_IsAUsageErrorThatNamesIt()
    {
        Session session = Session.Run(_store.Path, new Setting { Timeout = "soon" }, "list");

        Assert.Equal((2, ""), (session.ExitCode, session.Output));
        Assert.Contains("FLUJO_LENS_TIMEOUT", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TimeoutFlag_GoesBeforeTheEnvironment() =>
        Assert.Equal(0, Session.Run(_store.Path, new Setting { Timeout = "soon" }, "list", "--timeout", "5").ExitCode);

    [Fact]
    public void Db_GoesBeforeTheEnvironment()
    {
        Session session = Session.Run("/nowhere/at/all.db", new Setting(), "list", "--db", _store.Path);

        Assert.Single(session.Lines);
    }

    [Fact]
    public void Db_TakesAUri()
    {
        Session session = Session.Run(null, new Setting(), "list", "--db", "sqlite:///" + _store.Path);

        Assert.Single(session.Lines);
    }

    [Fact]
    public void CommonOptions_MayStandBeforeTheVerb() =>
        Assert.StartsWith("[", Session.Run(null, new Setting(), "--db", _store.Path, "--json", "list").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("list --help")]
    [InlineData("get --help")]
    [InlineData("show --help")]
    [InlineData("trace --help")]
    [InlineData("spans --help")]
    [InlineData("stats --help")]
    public void Help_GoesToStdoutWithExamples(string line)
    {
        Session session = Session.Run(_store, line.Split(' '));

        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.Contains("Examples:\n  flujo lens ", session.Output, StringComparison.Ordinal);
    }
}
