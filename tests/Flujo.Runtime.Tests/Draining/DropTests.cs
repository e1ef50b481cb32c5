using Flujo.Draining;
using Flujo.Journal;
using Flujo.Recording;
using Flujo.Vocabulary;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>What is dropped is counted per cause, where people look: in the run's row, whatever became of the run.</summary>
public sealed class DropTests
{
    private const int Chunk = 64 * 1024;

    [Fact]
    public void StoreThatTakesNothing_IsTheCauseAndANote()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        long dropped;
        using (var engine = new LocalEngine(folder.Store, Small))
        {
            using FlujoRun run = FlujoTrace.StartRun("stalled");
            using (folder.Lock())
            {
                dropped = Overfill();
            }

            run.Complete();
            LocalEngine.Flush();
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{dropped}|{{\"stalled\":{dropped}}}"], store.Rows("SELECT dropped_records, dropped_by_cause FROM runs"));
        // A batch that waited for the lock brings an earlier count.
        List<string> notes = store.Rows("SELECT attributes FROM events WHERE name = 'note' AND attributes LIKE '%records_dropped%' ORDER BY at");
        Assert.Contains($"{dropped} records of this process were dropped so far", notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void RecordThatFitsNoChunk_IsACauseOfItsOwn()
    {
        using var folder = new StoreFolder();
        using (var engine = new LocalEngine(folder.Store))
        using (FlujoTrace.StartRun("large"))
        {
            // Callers' texts are cut before they come to this.
            Recorder.Payload(Ambient.Current!, PayloadKind.Input, new string('x', 70_000));
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal(["""1|{"too_large":1}"""], store.Rows("SELECT dropped_records, dropped_by_cause FROM runs"));
    }

    [Fact]
    public void RunThatGoesOn_ShowsWhatItHasLostSoFar()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using var engine = new LocalEngine(folder.Store, Small);
        using FlujoRun run = FlujoTrace.StartRun("goes_on");
        long dropped;
        using (folder.Lock())
        {
            dropped = Overfill();
        }

        LocalEngine.Flush();
        FlujoTrace.StartStep("a_batch_that_brings_the_news").Dispose();
        LocalEngine.Flush();
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"running|{dropped}|{{\"stalled\":{dropped}}}"], store.Rows("SELECT status, dropped_records, dropped_by_cause FROM runs"));
    }

    [Fact]
    public void RunThatIsInterrupted_KeepsItsCount()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        long dropped;
        using (var engine = new LocalEngine(folder.Store, Small))
        {
            FlujoTrace.StartRun("left_open");
            using (folder.Lock())
            {
                dropped = Overfill();
            }
        }

        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"interrupted|{dropped}|{{\"stalled\":{dropped}}}"], store.Rows("SELECT status, dropped_records, dropped_by_cause FROM runs"));
    }

    [Fact]
    public void ProcessThatIsKilled_LeavesItsCountsInTheJournal()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        string[] said;
        using (folder.Lock())
        using (ChildProcess child = ChildProcess.Start(folder.Store, ["crowd", $"{16 * Chunk}"]))
        {
            said = child.ReadLine().Split(' ');
            child.Kill();
        }

        Assert.Empty(JournalRecovery.Recover(folder.Store).Problems);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"interrupted|{said[0]}|{{\"stalled\":{said[0]}}}"], store.Rows("SELECT status, dropped_records, dropped_by_cause FROM runs WHERE pipeline_name = 'crowded'"));
        Assert.Equal([$"1|{said[1]}"], store.Rows("SELECT cause, records FROM drops WHERE run_no = 0"));
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
    }

    [Fact]
    public void StartOfARunThatIsDropped_IsCountedOutsideOfRuns()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        int begun = 0;
        const int Asked = 20_000;
        using (var engine = new LocalEngine(folder.Store, Small))
        {
            using (folder.Lock())
            {
                for (int i = 0; i < Asked; i++)
                {
                    var run = Recorder.BeginRun("one_of_many", version: null);
                    begun += run.IsRecording ? 1 : 0;
                }
            }

            LocalEngine.Flush();
        }

        Assert.InRange(begun, 1, Asked - 1);
        using SqliteConnection store = folder.Connect();
        Assert.Equal([$"{begun}|0"], store.Rows("SELECT count(*), sum(dropped_records) FROM runs"));
        Assert.Equal([$"1|{Asked - begun}"], store.Rows("SELECT cause, records FROM drops WHERE run_no = 0"));
    }

    [Fact]
    public void DeletedRun_TakesItsCountsWithIt()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using SqliteConnection store = folder.Connect();
        store.Run(
            """
            INSERT INTO run_rows(run_no, run_id, pipeline_no, journal_no, status, started_at) VALUES (7, 'seven', 0, 1, 1, 0);
            INSERT INTO drops VALUES (7, 1, 1, 100), (0, 1, 1, 5);
            INSERT INTO journals VALUES (1, 'j1', NULL, 1, 'Demo', '1.0.0', 'host', 42, 0, 0, NULL, NULL);
            DELETE FROM run_rows WHERE run_no = 7
            """);
        Assert.Equal(["0|1|1|5"], store.Rows("SELECT * FROM drops"));
        store.Run("DELETE FROM journals");
        Assert.Empty(store.Rows("SELECT * FROM drops"));
    }

    private static FlujoOptions Small => new() { MaxJournalBytes = 16 * Chunk, MaxBlock = TimeSpan.FromMilliseconds(20) };

    /// <returns>How many spans were dropped.</returns>
    private static long Overfill()
    {
        int dropped = 0;
        for (int i = 0; i < 60_000; i++)
        {
            using FlujoSpan step = FlujoTrace.StartStep("step");
            dropped += step.IsRecording ? 0 : 1;
        }

        return dropped;
    }
}
