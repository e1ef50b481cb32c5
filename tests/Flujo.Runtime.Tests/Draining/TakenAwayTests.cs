using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Flujo.Draining;
using Flujo.Runtime.Tests.Api;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Store, journal and folder that somebody deletes, replaces or overwrites under the running program, and a program that somebody stops. It goes on all the same.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class TakenAwayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StoreDeletedUnderTheProgram_OpenRunsGoOnInANewOne(bool andItsLog)
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            using FlujoRun run = FlujoTrace.StartRun("survivor");
            FlujoTrace.StartStep("before").Dispose();
            LocalEngine.Flush();
            File.Delete(folder.Store);
            if (andItsLog)
            {
                File.Delete(folder.Store + "-wal");
                File.Delete(folder.Store + "-shm");
            }

            FlujoTrace.StartStep("after").Dispose();
            LocalEngine.Flush();
            run.Complete("done");
            LocalEngine.Flush();
            Assert.Equal("after", Assert.Single(run.TraceTree!.Children).Name);
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|1|done"], store.Rows("SELECT status, total_steps, final_output FROM runs"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void FolderDeletedUnderTheProgram_IsMadeAnewAndTheRunGoesOnInIt()
    {
        using var folder = new StoreFolder();
        string store = folder.At("below/store.db");
        using ChildProcess child = ChildProcess.Start(store, ["fill", "5000"]);
        Assert.Equal("flushed True", child.ReadLine());
        Directory.Delete(folder.At("below"), recursive: true);
        child.Go();
        Assert.Equal("5000 0", child.ReadLine());
        child.Go();
        Assert.Equal("flushed True", child.ReadLine());
        Assert.Equal(0, child.End().ExitCode);
        using var connection = new SqliteConnection($"Data Source={store};Pooling=False");
        connection.Open();
        Assert.Equal(["completed|5000|0"], connection.Rows("SELECT status, total_steps, dropped_records FROM runs"));
    }

    [Fact]
    public void StoreReplacedByAFolder_SpansWaitInTheJournal()
    {
        using var folder = new StoreFolder();
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["fill", "1000", "1500"]))
        {
            Assert.Equal("flushed True", child.ReadLine());
            Array.ForEach(Directory.GetFiles(folder.Root, "store.db*"), static file =>
            {
                if (!file.EndsWith(".journal", StringComparison.Ordinal))
                {
                    File.Delete(file);
                }
            });
            Directory.CreateDirectory(folder.Store);
            child.Go();
            Assert.Equal("1000 0", child.ReadLine());
            child.Go();
            Assert.Equal("flushed False", child.ReadLine());
            Assert.Contains("is a folder", child.End().Stderr, StringComparison.Ordinal);
        }

        Directory.Delete(folder.Store);
        JournalRecovery.Recover(folder.Store);
        Assert.Empty(folder.Journals);
        using SqliteConnection store = folder.Connect();
        // The step before it, too: how far the journal was stored stood in the store that is gone.
        Assert.Equal(["completed|1001|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StoreOverwrittenUnderTheProgram_ProgramGoesOn(bool truncated)
    {
        using var folder = new StoreFolder();
        using ChildProcess child = ChildProcess.Start(folder.Store, ["fill", "1000"]);
        Assert.Equal("flushed True", child.ReadLine());
        using (var file = new FileStream(folder.Store, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(truncated ? 0 : file.Length);
            file.Write(truncated ? [] : new byte[8192].Select(static (_, i) => (byte)i).ToArray());
        }

        child.Go();
        Assert.Equal("1000 0", child.ReadLine());
        child.Go();
        child.ReadLine();
        (int exitCode, string stderr) = child.End();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Unhandled", stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void JournalRemovedUnderTheProgram_IsToldAndNothingIsLost()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        {
            using FlujoRun run = FlujoTrace.StartRun("goes_on");
            LocalEngine.Flush();
            File.Delete(Assert.Single(folder.Journals));
            var told = new NoteCount("journal_removed");
            for (long began = Stopwatch.GetTimestamp(); told.Since == 0; LocalEngine.Flush())
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < LocalEngine.Patience);
            }

            FlujoTrace.StartStep("after").Dispose();
            run.Complete();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["completed|1|0"], store.Rows("SELECT status, total_steps, dropped_records FROM runs"));
        Assert.Contains(store.Rows("SELECT attributes FROM events WHERE name = 'note'"), static note => note.Contains("journal_removed", StringComparison.Ordinal));
        StoreAudit.NothingIsOpen(store);
    }

    [Fact]
    public void WriterThatIsStopped_KeepsNobodyFromReading()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using ChildProcess writer = ChildProcess.Start(folder.Store, ["burst", "4"]);
        writer.ReadLine();
        writer.Go();
        for (int i = 0; i < 4; i++)
        {
            writer.RunFor(TimeSpan.FromMilliseconds(150));
            writer.Signal("STOP");
            using ChildProcess lens = ChildProcess.Start(folder.Store, ["lens", "list", "--json"], program: "Flujo.Lens.dll");
            Assert.Equal((0, ""), lens.End());
            writer.Signal("CONT");
        }

        long[] said = [.. writer.ReadLine(TimeSpan.FromSeconds(4)).Split(' ').Take(2).Select(static part => long.Parse(part, CultureInfo.InvariantCulture))];
        Assert.Equal((0, ""), writer.End());
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{said[0]}|{said[1]}|0"], store.Rows("SELECT count(*), sum(total_steps), sum(dropped_records) FROM runs WHERE status = 'completed'"));
        StoreAudit.IsConsistent(store);
        StoreAudit.NothingIsOpen(store);
    }
}
