using System.Globalization;
using System.Runtime.Versioning;
using Flujo.Draining;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Disks without room, for the store and the journal beside it. The program goes on; what is dropped is counted; what is kept is stored once there is room.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FullDiskTests
{
    private const int Spans = 150_000;

    [Fact]
    public void DiskThatFillsUp_ProgramGoesOnAndStoresWhatItKeptOnceThereIsRoom()
    {
        using SmallDisk disk = SmallDisk.Mount(megabytes: 12);
        using ChildProcess child = ChildProcess.Start(disk.Store, ["fill", $"{Spans}"]);
        Assert.Equal("flushed True", child.ReadLine());
        disk.Fill();
        child.Go();
        (long begun, long dropped) = Numbers(child.ReadLine());
        Assert.InRange(dropped, 1, Spans);
        Assert.Equal(Spans, begun + dropped);
        disk.MakeRoom();
        child.Go();
        Assert.Equal("flushed True", child.ReadLine());
        (int exitCode, string stderr) = child.End();
        Assert.Equal(0, exitCode);
        Assert.Contains("disk_full", stderr, StringComparison.Ordinal);
        Assert.Contains("records_dropped", stderr, StringComparison.Ordinal);
        Assert.Empty(JournalPaths.Of(disk.Store));
        Holds(disk.Store, "completed", begun, dropped);
    }

    [Fact]
    public void DiskThatIsFullFromTheBeginning_ProgramGoesOnWithANote()
    {
        using SmallDisk disk = SmallDisk.Mount(megabytes: 1);
        disk.Fill();
        using ChildProcess child = ChildProcess.Start(disk.Store, ["short", "300"]);
        Assert.Equal("flushed False", child.ReadLine());
        Assert.Equal("went on", child.ReadLine());
        (int exitCode, string stderr) = child.End();
        Assert.Equal(0, exitCode);
        Assert.Contains("journal_in_memory", stderr, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", stderr, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesThatMayNotGrow_ProgramGoesOnAndTheNextStoresWhatItKept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "there is no way to limit files here");
        using StoreFolder folder = new StoreFolder().WithStore();
        string[] limit = ["sh", "-c", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; exec prlimit --fsize=3000000 \"$@\"", "sh"];
        using ChildProcess child = ChildProcess.Start(folder.Store, ["fill", $"{Spans}"], limit);
        Assert.Equal("flushed True", child.ReadLine());
        child.Go();
        (long begun, long dropped) = Numbers(child.ReadLine());
        Assert.InRange(dropped, 1, Spans);
        child.Go();
        Assert.Equal("flushed False", child.ReadLine());
        Assert.Equal(0, child.End().ExitCode);
        Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
        Holds(folder.Store, "completed", begun, dropped);
    }

    private static void Holds(string path, string status, long begun, long dropped)
    {
        using var store = new SqliteConnection($"Data Source={path};Pooling=False");
        store.Open();
        Assert.Equal([$"{status}|{begun + 1}"], store.Rows("SELECT status, total_steps FROM runs"));
        Assert.InRange(store.Number("SELECT dropped_records FROM runs"), dropped, dropped + begun); // spans that began may have lost an attribute
        Assert.Equal(0, store.Number("SELECT count(*) FROM spans WHERE status <> 'completed'"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    private static (long Begun, long Dropped) Numbers(string line)
    {
        long[] numbers = [.. line.Split(' ').Select(static part => long.Parse(part, CultureInfo.InvariantCulture))];
        return (numbers[0], numbers[1]);
    }
}
