using Flujo.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Stores with pages that are no pages any more. The program goes on, says which file it is, and what it recorded is not lost.</summary>
public sealed class DamagedStoreTests
{
    private const int Page = 4096;

    [Fact]
    public void StoreWithDamagedPages_SpansWaitInTheJournalUntilItIsMovedAway()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        Damage(folder.Store);
        byte[] before = File.ReadAllBytes(folder.Store);
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["short", "300"]))
        {
            Assert.Equal("flushed False", child.ReadLine());
            Assert.Equal("went on", child.ReadLine());
            (int exitCode, string stderr) = child.End();
            Assert.Equal(0, exitCode);
            Assert.Contains("store_damaged", stderr, StringComparison.Ordinal);
            Assert.Contains(folder.Store, stderr, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", stderr, StringComparison.Ordinal);
        }

        RecoveryReport report = JournalRecovery.Recover(folder.Store);
        Assert.True(report.StoreNotWritable);
        Assert.All(report.Problems, problem => Assert.Contains(folder.Store, problem, StringComparison.Ordinal));
        Assert.Single(folder.Journals);
        Assert.Equal(before, File.ReadAllBytes(folder.Store));
        File.Move(folder.Store, folder.At("damaged.db"));
        File.Delete(folder.Store + "-wal");
        File.Delete(folder.Store + "-shm");
        Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["short|completed|3|output"], store.Rows("SELECT pipeline_name, status, total_steps, final_output FROM runs"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void StoreThatIsDamagedUnderTheProgram_ItGoesOnInANewOneOnceThatIsMovedAway()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            using FlujoRun run = FlujoTrace.StartRun("survivor");
            FlujoTrace.StartStep("before").Dispose();
            LocalEngine.Flush();
            using (SqliteConnection store = folder.Connect())
            {
                store.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            }

            Damage(folder.Store);
            FlujoTrace.StartStep("in_trouble").Dispose();
            FlujoTrace.Flush(TimeSpan.FromSeconds(1)); // it may have pages of the store in memory, or not
            File.Move(folder.Store, folder.At("damaged.db"));
            FlujoTrace.StartStep("after").Dispose();
            LocalEngine.Flush();
            run.Complete("done");
        }

        using SqliteConnection after = folder.Connect();
        Assert.Equal(["survivor|completed|done"], after.Rows("SELECT pipeline_name, status, final_output FROM runs"));
        Assert.Contains("after", after.Rows("SELECT name FROM spans"));
        Assert.Equal(["ok"], after.Rows("PRAGMA quick_check"));
        StoreAudit.NothingIsOpen(after);
        Assert.Empty(folder.Journals);
    }

    /// <summary>Writes nonsense over all pages but the first, which says that it is a store.</summary>
    private static void Damage(string store)
    {
        using var file = new FileStream(store, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        byte[] nonsense = new byte[file.Length - Page];
        new Random(1).NextBytes(nonsense);
        file.Position = Page;
        file.Write(nonsense);
    }
}
