using Flujo.Draining;
using Flujo.Storage;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A process that is killed with SIGKILL at any moment loses no span that had ended.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Threads = 3;

    [Fact]
    public void KilledAtAnyMoment_EveryEndedSpanIsStoredOnce()
    {
        int rounds = Rounds.Of(40);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(0, rounds, options, round => InRound(round, random =>
        {
            using var folder = new StoreFolder();
            string reports = folder.Reports(0);
            using ChildProcess child = ChildProcess.Start(folder.Store, ["crash", reports, $"{random.Next()}", $"{Threads}"]);
            if (round % 4 != 0)
            {
                child.ReadLine(); // else the kill comes while the program starts
            }

            child.RunFor(TimeSpan.FromMilliseconds(random.Next(1, round % 4 == 3 ? 1000 : 250)));
            child.Kill();
            if (!File.Exists(folder.Store) && folder.Journals.Count == 0)
            {
                return; // killed before it had begun
            }

            RecoveryReport recovery = JournalRecovery.Recover(folder.Store);
            Assert.Empty(recovery.Problems);
            Assert.Empty(folder.Journals);
            using SqliteConnection store = folder.Connect();
            CrashAudit.IsComplete(store, CrashReport.Read(reports));
            RecoveringAgainChangesNothing(folder, store);
        }));
    }

    [Fact]
    public void NextWritingProcess_RecoversByItself()
    {
        int rounds = Rounds.Of(4);
        InRound(0, random =>
        {
            using var folder = new StoreFolder();
            for (int round = 0; round <= rounds; round++)
            {
                using ChildProcess child = ChildProcess.Start(folder.Store, ["crash", folder.Reports(round), $"{random.Next()}", $"{Threads}"]);
                child.ReadLine();
                Assert.Single(folder.Journals);
                child.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 300)));
                child.Kill();
            }

            JournalRecovery.Recover(folder.Store);
            using SqliteConnection store = folder.Connect();
            for (int round = 0; round <= rounds; round++)
            {
                CrashAudit.IsComplete(store, CrashReport.Read(folder.At($"reports-{round}")));
            }
        });
    }

    [Fact]
    public void ProcessesKilledWhileTheyRecoverOneAnother_LoseNothing()
    {
        int rounds = Rounds.Of(8);
        InRound(0, random =>
        {
            using var folder = new StoreFolder();
            for (int round = 0; round <= rounds; round++)
            {
                using ChildProcess child = ChildProcess.Start(folder.Store, ["crash_early", folder.Reports(round), $"{random.Next()}", $"{Threads}"]);
                child.ReadLine();
                child.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 60)));
                child.Kill();
            }

            JournalRecovery.Recover(folder.Store);
            Assert.Empty(folder.Journals);
            using SqliteConnection store = folder.Connect();
            CrashAudit.IsComplete(store, [.. Enumerable.Range(0, rounds + 1).Select(round => CrashReport.Read(folder.At($"reports-{round}")))]);
        });
    }

    [Theory]
    [InlineData("stack_overflow")]
    [InlineData("fail_fast")]
    [InlineData("throw_on_thread")]
    public void ProcessThatDiesByItself_LosesNoEndedSpanOfAnyThread(string way)
    {
        int rounds = Rounds.Of(2);
        for (int round = 0; round < rounds; round++)
        {
            InRound(round, random =>
            {
                using var folder = new StoreFolder();
                string reports = folder.Reports(0);
                using ChildProcess child = ChildProcess.Start(folder.Store, ["crash_by", reports, $"{random.Next()}", $"{Threads}", way]);
                child.ReadLine();
                child.RunFor(TimeSpan.FromMilliseconds(random.Next(1, 250)));
                child.Go();
                Assert.NotEqual(0, child.End().ExitCode);
                Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
                Assert.Empty(folder.Journals);
                using SqliteConnection store = folder.Connect();
                CrashAudit.IsComplete(store, CrashReport.Read(reports));
            });
        }
    }

    [Fact]
    public void RecoveryThatIsKilledItself_IsDoneOnceInTheEnd() => InRound(0, random =>
    {
        using StoreFolder folder = Hoard(random.Next(), spans: 60_000);
        for (int i = 0; i < Rounds.Of(8) && folder.Journals.Count > 0; i++)
        {
            using ChildProcess child = ChildProcess.Start(folder.Store, ["recover", folder.Store]);
            child.ReadLine();
            child.Go();
            child.RunFor(TimeSpan.FromMilliseconds(random.Next(10, 200)));
            child.Kill();
        }

        JournalRecovery.Recover(folder.Store);
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    });

    [Fact]
    public void LargeJournal_IsRecoveredInShortTransactionsBetweenWhichOthersWrite() => InRound(0, random =>
    {
        using StoreFolder folder = Hoard(random.Next(), spans: 20_000);
        using (SqliteDatabase database = StoreFile.Open(folder.Store))
        using (var recovery = new StoreRecovery(database, folder.Store, folder.Store, keepFiles: false))
        using (SqliteConnection other = folder.Connect())
        {
            int steps = 0;
            for (long last = 0; recovery.Step(); steps++)
            {
                other.Run("BEGIN IMMEDIATE; COMMIT");
                long spans = other.Number("SELECT count(*) FROM span_rows");
                Assert.InRange(spans - last, 0, 4_096);
                last = spans;
            }

            Assert.True(steps > 10);
            Assert.Equal(1, recovery.Report.Recovered);
        }

        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    });

    [Fact]
    public void ProgramThatWritesMuchWhileItRecovers_DropsNothing() => InRound(0, random =>
    {
        const int Steps = 100_000;
        using StoreFolder folder = Hoard(random.Next(), spans: 30_000);
        using (var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 1 << 20, MaxBlock = TimeSpan.FromSeconds(10) }))
        {
            using FlujoRun run = FlujoTrace.StartRun("busy");
            for (int i = 0; i < Steps; i++)
            {
                FlujoTrace.StartStep("step").Dispose();
            }
        }

        JournalRecovery.Recover(folder.Store);
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"completed|{Steps}|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs WHERE pipeline_name = 'busy'"));
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    });

    [Fact]
    public void TwoProcessesRecoverAtOnce_OneDoesIt() => InRound(0, random =>
    {
        using StoreFolder folder = Hoard(random.Next(), spans: 5_000);
        using ChildProcess first = ChildProcess.Start(folder.Store, ["recover", folder.Store]);
        using ChildProcess second = ChildProcess.Start(folder.Store, ["recover", folder.Store]);
        first.ReadLine();
        second.ReadLine();
        first.Go();
        second.Go();
        string[] said = [first.ReadLine(), second.ReadLine()];
        first.End();
        second.End();
        Assert.Equal(["recovered 0", "recovered 1"], said.Order());
        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    });

    [Fact]
    public void ManyThreadsRecoverAtOnce_OneDoesIt() => InRound(0, random =>
    {
        using StoreFolder folder = Hoard(random.Next(), spans: 2_000);
        int[] recovered = new int[4];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() => recovered[i] = JournalRecovery.Recover(folder.Store).Recovered))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        Assert.Equal(1, recovered.Sum());
        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    });

    [Fact]
    public void JournalDeletedAfterTheKill_NothingSaysRunning()
    {
        using var folder = new StoreFolder();
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["crash", folder.Reports(0), "1", $"{Threads}"]))
        {
            child.ReadLine();
            child.Kill();
        }

        File.Delete(Assert.Single(folder.Journals));
        JournalRecovery.Recover(folder.Store);
        using SqliteConnection store = folder.Connect();
        Assert.NotEqual(0, store.Number("SELECT count(*) FROM runs"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void StoreWithTwoNames_NobodyTakesALivingProcessForADeadOne()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        File.CreateSymbolicLink(folder.At("link.db"), folder.Store);
        using ChildProcess child = ChildProcess.Start(folder.At("link.db"), ["crash", folder.Reports(0), "1", "1"]);
        child.ReadLine();
        using var engine = new LocalEngine(folder.Store);
        using (FlujoTrace.StartRun("other"))
        {
            LocalEngine.Flush(); // and looks for dead journals
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(0, store.Number("SELECT count(*) FROM runs WHERE status = 'interrupted'"));
        Assert.Equal(2, folder.Journals.Count);
    }

    [Fact]
    public void StoreDeletedAfterTheKill_TheJournalStillTellsItsPart()
    {
        using StoreFolder folder = Hoard(seed: 1, spans: 500);
        File.Delete(folder.Store);
        JournalRecovery.Recover(folder.Store);
        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    }

    [Fact]
    public void StoreLockedDuringRecovery_JournalIsKeptAndRecoveredLater()
    {
        using StoreFolder folder = Hoard(seed: 2, spans: 500);
        using (folder.Lock())
        {
            RecoveryReport report = JournalRecovery.Recover(folder.Store);
            Assert.True(report.StoreNotWritable);
            Assert.Contains(report.Problems, problem => problem.Contains(folder.Root, StringComparison.Ordinal));
            Assert.Single(folder.Journals);
        }

        JournalRecovery.Recover(folder.Store);
        using SqliteConnection store = folder.Connect();
        CrashAudit.IsComplete(store, CrashReport.Read(folder.Reports(0)));
    }

    /// <summary>A killed process's journal that holds everything it recorded, because the store was locked.</summary>
    private static StoreFolder Hoard(int seed, int spans)
    {
        StoreFolder folder = new StoreFolder().WithStore();
        using SqliteConnection locked = folder.Lock();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["hoard", folder.Reports(0), $"{seed}", $"{spans}"]);
        child.ReadLine();
        child.Kill();
        return folder;
    }

    private static void RecoveringAgainChangesNothing(StoreFolder folder, SqliteConnection store)
    {
        string before = store.Content();
        Assert.Equal(0, JournalRecovery.Recover(folder.Store).Recovered);
        Assert.Equal(before, store.Content());
    }

    /// <summary>Runs a round with a randomness of its own, which a failure names.</summary>
    private void InRound(int round, Action<Random> act)
    {
        try
        {
            act(new Random(Rounds.Seed + round));
        }
        catch
        {
            output.WriteLine($"FLUJO_CRASH_SEED={Rounds.Seed}, round {round}");
            throw;
        }
    }
}
