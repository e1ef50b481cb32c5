using System.Diagnostics;
using System.Runtime.Versioning;
using Flujo.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Stores that are no stores, or in trouble. The program goes on, a line on stderr says what and where, and nothing that was there is harmed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StoreFaultTests
{
    [Fact]
    public void StoreIsAFolder_ProgramGoesOnWithANote()
    {
        using var folder = new StoreFolder();
        Directory.CreateDirectory(folder.Store);
        Assert.Contains("is a folder", RunShort(folder.Store, flushes: true), StringComparison.Ordinal);
    }

    [Fact]
    public void StoreIsATextFile_ItStaysAsItIs()
    {
        using var folder = new StoreFolder();
        string text = string.Concat(Enumerable.Repeat("somebody's notes\n", 500));
        File.WriteAllText(folder.Store, text);
        Assert.Contains("store_damaged", RunShort(folder.Store), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(folder.Store));
        File.Delete(folder.Store);
        RecoversTheShortRun(folder);
    }

    [Fact]
    public void StoreIsAnEmptyFile_ItBecomesTheStore()
    {
        using var folder = new StoreFolder();
        File.WriteAllBytes(folder.Store, []);
        Assert.Equal("", RunShort(folder.Store, flushes: true));
        HasTheShortRun(folder);
    }

    [Fact]
    public void StoreIsAnotherProgramsDatabase_ItStaysAsItIs()
    {
        using var folder = new StoreFolder();
        using (var other = new SqliteConnection($"Data Source={folder.Store};Pooling=False"))
        {
            other.Open();
            other.Run("CREATE TABLE customers(name TEXT); INSERT INTO customers VALUES ('somebody')");
        }

        byte[] before = File.ReadAllBytes(folder.Store);
        Assert.Contains("another program", RunShort(folder.Store), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.Store));
    }

    [Fact]
    public void StoreIsOfANewerVersion_SpansWaitInTheJournal()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using (SqliteConnection store = folder.Connect())
        {
            store.Run("PRAGMA user_version = 99");
        }

        Assert.Contains("schema version 99", RunShort(folder.Store), StringComparison.Ordinal);
        Assert.True(JournalRecovery.Recover(folder.Store).StoreNotWritable);
        Assert.Single(folder.Journals);
        using (SqliteConnection store = folder.Connect())
        {
            Assert.Equal(99, store.Number("PRAGMA user_version"));
            Assert.Equal(0, store.Number("SELECT count(*) FROM run_rows"));
            store.Run($"PRAGMA user_version = {Flujo.Storage.StoreSchema.Version}");
        }

        RecoversTheShortRun(folder);
    }

    [Theory]
    [InlineData("postgres://host/db")]
    [InlineData("sqlite://nowhere")]
    public void UriIsNone_ProgramGoesOnWithANote(string uri) => Assert.Contains(uri, RunShort(uri, flushes: true), StringComparison.Ordinal);

    [Fact]
    public void FolderCannotBeMade_ProgramGoesOnWithANote()
    {
        using var folder = new StoreFolder();
        File.WriteAllText(folder.At("file"), "");
        string store = folder.At("file/below/store.db");
        Assert.Contains(folder.At("file"), RunShort(store, flushes: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 250)]
    [InlineData(4, 20)]
    public void PathIsTooLong_ProgramGoesOnWithANoteThatSaysSo(int folders, int name)
    {
        using var folder = new StoreFolder();
        string store = folder.At(string.Concat(Enumerable.Repeat(new string('d', 120) + "/", folders)) + new string('n', name));
        Assert.Contains("longer than SQLite takes", RunShort(store), StringComparison.Ordinal);
    }

    [Fact]
    public void PathInOtherLettersAndRelative_IsAStoreLikeAnyOther()
    {
        using var folder = new StoreFolder();
        string store = folder.At("Ordner ü 日本語 % '#? 😀/störe.db");
        Assert.Equal("", RunShort(Path.GetRelativePath(Environment.CurrentDirectory, store), flushes: true));
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store, Pooling = false }.ConnectionString);
        connection.Open();
        Assert.Equal(["short|completed|3|output"], connection.Rows("SELECT pipeline_name, status, total_steps, final_output FROM runs"));
    }

    [Fact]
    public void FolderIsMissing_ItIsMadeForItsOwnerAlone()
    {
        using var folder = new StoreFolder();
        string store = folder.At("a/b/store.db");
        Assert.Equal("", RunShort(store, flushes: true));
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(store));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.At("a/b")));
    }

    [Fact]
    public void StoreMayNotBeWritten_SpansWaitInTheJournal()
    {
        SkipUnlessSomebodyElseCanRun();
        using StoreFolder folder = new StoreFolder().WithStore();
        File.SetUnixFileMode(folder.Store, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(folder.Root, (UnixFileMode)0b111_111_111);
        string stderr = RunShort(folder.Store, asSomebodyElse: true);
        Assert.Contains(folder.Store, stderr, StringComparison.Ordinal);
        Assert.Single(folder.Journals);
        File.SetUnixFileMode(folder.Store, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        RecoversTheShortRun(folder);
    }

    [Fact]
    public void FolderMayNotBeWritten_ProgramGoesOnWithANote()
    {
        SkipUnlessSomebodyElseCanRun();
        using var folder = new StoreFolder();
        File.SetUnixFileMode(folder.Root, (UnixFileMode)0b111_101_101);
        string stderr = RunShort(folder.Store, asSomebodyElse: true);
        Assert.Contains(folder.Store, stderr, StringComparison.Ordinal);
        Assert.Contains("journal_in_memory", stderr, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Store));
    }

    [Fact]
    public void StoreLockedForAWhile_NothingIsLost()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using (var engine = new LocalEngine(folder.Store))
        {
            using FlujoRun run = FlujoTrace.StartRun("patient");
            using (folder.Lock())
            {
                for (int i = 0; i < 500; i++)
                {
                    FlujoTrace.StartStep("step").Dispose();
                }

                Assert.False(FlujoTrace.Flush(Rounds.Lock(4)));
            }

            run.Complete();
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|500|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        Assert.Contains(folder.Store, store.Rows("SELECT attributes FROM events WHERE name = 'note'")[0], StringComparison.Ordinal);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void StoreLockedWhenTheProgramEnds_NextProgramStoresTheRest()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using (folder.Lock())
        {
            Assert.Contains("locked", RunShort(folder.Store), StringComparison.Ordinal);
            Assert.Single(folder.Journals);
        }

        RecoversTheShortRun(folder);
    }

    [Fact]
    public void StoreInTroubleAfterTheLastSpan_OpenRunIsStillInterruptedAtTheEnd()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            FlujoTrace.StartRun("open");
            LocalEngine.Flush();
            using (SqliteConnection store = folder.Connect())
            {
                store.Run("PRAGMA user_version = 99");
            }

            FlujoTrace.StartStep("meets_a_newer_store").Dispose();
            Assert.False(FlujoTrace.Flush(TimeSpan.FromSeconds(1)));
            using (SqliteConnection store = folder.Connect())
            {
                store.Run($"PRAGMA user_version = {Flujo.Storage.StoreSchema.Version}");
            }
        }

        using SqliteConnection after = folder.Connect();
        Assert.Equal(["interrupted|1"], after.Rows("SELECT status, total_steps FROM runs"));
        StoreAudit.NothingIsOpen(after);
        Assert.Empty(folder.Journals);
    }

    /// <summary>Runs a small program; it has to come to its end.</summary>
    /// <returns>What it wrote to stderr.</returns>
    private static string RunShort(string store, bool flushes = false, bool asSomebodyElse = false)
    {
        string[] before = asSomebodyElse ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        using ChildProcess child = ChildProcess.Start(store, ["short", flushes ? "20000" : "300"], before);
        Assert.Equal($"flushed {flushes}", child.ReadLine());
        Assert.Equal("went on", child.ReadLine());
        (int exitCode, string stderr) = child.End();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Exception", stderr, StringComparison.Ordinal);
        return stderr;
    }

    private static void RecoversTheShortRun(StoreFolder folder)
    {
        JournalRecovery.Recover(folder.Store);
        HasTheShortRun(folder);
    }

    private static void HasTheShortRun(StoreFolder folder)
    {
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        Assert.Equal(["short|completed|3|output"], store.Rows("SELECT pipeline_name, status, total_steps, final_output FROM runs"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    private static void SkipUnlessSomebodyElseCanRun()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can run a program as somebody else");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv"), "setpriv is not there");
        using Process look = Process.Start(
            "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "test", "-r", Path.Combine(AppContext.BaseDirectory, "Flujo.CrashChild.dll")]);
        Assert.True(look.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.SkipUnless(look.ExitCode == 0, "the tests lie where only their owner can read them");
    }
}
