using Flujo.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>The ways in which programs end. What was recorded is in the store afterwards.</summary>
public sealed class ExitTests
{
    [Theory]
    [InlineData("return", 0, "completed", null)]
    [InlineData("exit", 0, "interrupted", null)]
    [InlineData("throw", 134, "failed", "InvalidOperationException: nobody catches this")]
    [InlineData("throw_on_thread", 134, "failed", "InvalidOperationException: nobody catches this")]
    [InlineData("throw_async", 134, "failed", "InvalidOperationException: nobody catches this")]
    public void ProgramThatEndsByItself_StoresEverythingAndLeavesNoJournal(string way, int exitCode, string status, string? error)
    {
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["exit", way]);
        (int code, string stderr) = child.End();
        Assert.Equal(exitCode, code);
        Assert.DoesNotContain("flujo:", stderr, StringComparison.Ordinal);
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{status}|{error ?? "null"}"], store.Rows("SELECT status, error FROM runs"));
        Assert.Equal(["completed"], store.Rows("SELECT status FROM spans WHERE name = 'ended'"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public void SignalThatAsksForTheEnd_LeavesAllSpansInTheStore(string signal)
    {
        using StoreFolder folder = EndedBy(signal);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed", "running"], store.Rows("SELECT status FROM spans WHERE kind = 'step' ORDER BY span_no"));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("KILL")]
    public void AnySignal_IsMadeGoodByRecoveryAtTheLatest(string signal)
    {
        using StoreFolder folder = EndedBy(signal);
        JournalRecovery.Recover(folder.Store);
        Assert.Empty(folder.Journals);
        IsInterrupted(folder);
    }

    [Fact]
    public void FailFast_StoresEverythingByRecoveryAtTheLatest()
    {
        using var folder = new StoreFolder();
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["exit", "fail_fast"]))
        {
            child.End();
        }

        JournalRecovery.Recover(folder.Store);
        IsInterrupted(folder);
    }

    private static StoreFolder EndedBy(string signal)
    {
        var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["exit", "signal"]);
        child.ReadLine();
        child.Signal(signal);
        child.End();
        return folder;
    }

    private static void IsInterrupted(StoreFolder folder)
    {
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["interrupted"], store.Rows("SELECT status FROM runs"));
        Assert.Equal(["completed", "interrupted"], store.Rows("SELECT status FROM spans WHERE kind = 'step' ORDER BY span_no"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }
}
