using Flujo.Lens.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Flujo.Lens.Tests.Terminal;

/// <summary>How the built tool behaves on a real terminal, and what the environment may say to that.</summary>
public sealed class RealTerminalTests : IDisposable
{
    private const string Red = "\u001b[31mfailed\u001b[0m";

    private readonly TestStore _store = new();

    public RealTerminalTests()
    {
        Assert.SkipUnless(RealTerminal.IsThere, "needs script, which makes pseudo-terminals");
        Samples.AddFailed(_store);
    }

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false, "NO_COLOR=1")]
    [InlineData(true, "NO_COLOR=")]
    [InlineData(false, "NO_COLOR=1", "CLICOLOR_FORCE=1")]
    [InlineData(false, "NO_COLOR=1", "FORCE_COLOR=1")]
    [InlineData(false, "CLICOLOR=0")]
    [InlineData(true, "CLICOLOR=0", "CLICOLOR_FORCE=1")]
    [InlineData(true, "CLICOLOR=1")]
    [InlineData(false, "TERM=dumb")]
    [InlineData(true, "TERM=dumb", "FORCE_COLOR=1")]
    [InlineData(false, "FORCE_COLOR=0")]
    public async Task Colours_FollowTheEnvironment(bool expected, params string[] variables)
    {
        Session session = await RunAsync("flujo lens list", variables);

        Assert.Equal((0, expected), (session.ExitCode, session.Output.Contains(Red, StringComparison.Ordinal)));
        Assert.Contains("run id", session.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "CLICOLOR_FORCE=1")]
    [InlineData(false, "CLICOLOR_FORCE=0")]
    [InlineData(true, "FORCE_COLOR=3")]
    [InlineData(false, "FORCE_COLOR=1", "NO_COLOR=1")]
    public async Task Piped_ThereIsColourOnlyWhereItIsForced(bool expected, params string[] variables)
    {
        Session session = await RunAsync("flujo lens trace last | tail -n 99", variables);

        Assert.Equal(expected, session.Output.Contains(Red, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Piped_TablesAreTabSeparated() =>
        Assert.StartsWith(Samples.FailedId + "\timport\t", (await RunAsync("flujo lens list | tail -n 99")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task ReaderThatLeaves_IsNoError()
    {
        AddManyRuns();

        Session session = await RunAsync("flujo lens list --limit 5000 | head -n 1");

        Assert.Equal(1, session.Output.Count(static c => c == '\n'));
    }

    [Theory]
    [InlineData(40, "COLUMNS=40")]
    [InlineData(120, "COLUMNS=120")]
    [InlineData(80, "COLUMNS=junk")]
    [InlineData(80)]
    public async Task Width_IsWhatColumnsSays(int expected, params string[] variables)
    {
        _store.AddRun("wide", new string('x', 300));

        Session session = await RunAsync("flujo lens list --utc", [.. variables, "NO_COLOR=1"]);

        // The times and ids take more than 40 columns, and are never cut.
        Assert.InRange(session.Output.Split('\n')[1].Length, Math.Max(expected - 20, 1), Math.Max(expected, 80));
        Assert.Contains("xxx…", session.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LongOutput_GoesThroughThePager()
    {
        AddManyRuns();

        Session session = await RunAsync("flujo lens list", "PAGER=echo LESS=$LESS; sed 's/^/PAGED /'");

        Assert.StartsWith("LESS=FRX\nPAGED run id", session.Output, StringComparison.Ordinal);
        Assert.Equal(0, session.ExitCode);
    }

    [Fact]
    public async Task SettingsOfLess_AreTheUsers()
    {
        AddManyRuns();

        Session session = await RunAsync("flujo lens list", "LESS=S", "PAGER=echo LESS=$LESS; cat");

        Assert.StartsWith("LESS=S\n", session.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flujo lens list --limit 3", "PAGER=sed 's/^/PAGED /'")]
    [InlineData("flujo lens list", "PAGER=cat")]
    [InlineData("flujo lens list", "PAGER=")]
    [InlineData("flujo lens list")]
    [InlineData("flujo lens list | tail -n 99", "PAGER=sed 's/^/PAGED /'")]
    public async Task ShortOrUnpagedOutput_GoesToTheTerminal(string command, params string[] variables)
    {
        AddManyRuns();

        Assert.DoesNotContain("PAGED", (await RunAsync(command, variables)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagerThatDoesNotExist_LosesNothingOfTheExitCode()
    {
        AddManyRuns();

        Assert.Equal(0, (await RunAsync("flujo lens list", "PAGER=no-such-pager-here")).ExitCode);
    }

    [Fact]
    public async Task WaitOfMoreThanASecond_IsShownAndEndsByCtrlC()
    {
        _store.Close();
        using SqliteConnection owner = _store.Connect();
        using SqliteCommand command = owner.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; UPDATE run_rows SET total_steps = 0; COMMIT";
        command.ExecuteNonQuery();
        using RealTerminal terminal = RealTerminal.Start("flujo lens list --timeout 50", ("FLUJO_STATE_URI", _store.Path));

        await terminal.WaitForAsync("reading ");
        terminal.Type("\u0003");
        Session session = await terminal.EndAsync();

        Assert.Equal(130, session.ExitCode);
        Assert.DoesNotContain("error", session.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", session.Output, StringComparison.Ordinal);
    }

    private Task<Session> RunAsync(string command, params string[] variables) => RealTerminal.RunAsync(
        command,
        [("FLUJO_STATE_URI", _store.Path), .. variables.Select(static each => (each[..each.IndexOf('=')], (string?)each[(each.IndexOf('=') + 1)..]))]);

    private void AddManyRuns()
    {
        _store.BeginBatch();
        for (int i = 0; i < 60; i++)
        {
            _store.AddRun($"{i:00}many", secondsAgo: i);
        }

        _store.Close();
    }
}
