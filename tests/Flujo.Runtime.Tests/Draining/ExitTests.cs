using Flujo.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>The ways in which programs end. What was recorded is in the store afterwards.</summary>
public sealed class ExitTests
{
    [Theory]
    [InlineData("return", "completed")]
    [InlineData("exit", "interrupted")]
    public void ProgramThatEndsByItself_StoresEverythingAndLeavesNoJournal(string way, string status)
    {
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["exit", way]);
        Assert.Equal((0, ""), child.End());
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{status}|null"], store.Rows("SELECT status, error FROM runs"));
        Assert.Equal(["completed"], store.Rows("SELECT status FROM spans WHERE name = 'ended'"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("throw_on_thread")]
    [InlineData("throw_async")]
    public void ExceptionThatNobodyCatches_IsStoredAtOnceAndItsJournalLeftToTheNext(string way)
    {
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["exit", way]);
        (int code, string stderr) = child.End();
        Assert.Equal(134, code);
        Assert.DoesNotContain("flujo:", stderr, StringComparison.Ordinal);
        using SqliteConnection store = folder.Connect();
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(["failed|InvalidOperationException: nobody catches this"], store.Rows("SELECT status, error FROM runs"));
            Assert.Equal(["completed"], store.Rows("SELECT status FROM spans WHERE name = 'ended'"));
            Assert.Empty(store.Rows("SELECT name FROM spans WHERE status = 'running'"));
            Assert.Equal(1 - i, folder.Journals.Count);
            Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
        }

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
