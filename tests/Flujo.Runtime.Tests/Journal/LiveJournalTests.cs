using Flujo.Draining;
using Flujo.Journal;
using Flujo.Runtime.Tests.Draining;
using Flujo.Storage;
using Xunit;

namespace Flujo.Runtime.Tests.Journal;

public sealed class LiveJournalTests
{
    [Fact]
    public void JournalMadeWhileOthersRecover_IsNotTakenForADeadOne()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using var over = new CancellationTokenSource();
        var recovering = new Thread(() =>
        {
            using SqliteDatabase database = StoreFile.Open(folder.Store);
            while (!over.IsCancellationRequested)
            {
                JournalRecovery.RecoverInto(database, folder.Store, folder.Store, keepFiles: false);
            }
        });
        recovering.Start();
        try
        {
            for (int i = 0; i < 1_000; i++)
            {
                LiveJournal journal = LiveJournal.Create(id => JournalPaths.For(folder.Store, id), 1 << 20, TimeSpan.Zero, static () => { });
                Assert.True(File.Exists(journal.Path), $"journal {i} is gone while its process lives");
                journal.End(delete: true);
            }
        }
        finally
        {
            over.Cancel();
            recovering.Join();
        }
    }

    [Fact]
    public void JournalFile_IsForItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix's");
        using var folder = new StoreFolder();
        LiveJournal journal = LiveJournal.Create(id => JournalPaths.For(folder.Store, id), 1 << 20, TimeSpan.Zero, static () => { });
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(journal.Path!));
        }

        journal.End(delete: true);
        Assert.Empty(folder.Journals);
    }
}
