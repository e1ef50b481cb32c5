using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Flujo.Engines;
using Flujo.Runtime.Tests.Draining;
using Xunit;

namespace Flujo.Runtime.Tests.Diagnostics;

/// <summary>What tracing says of itself, in code and to tools. Other tests record at the same time: what is exact is asked of one engine.</summary>
public sealed class StatisticsTests
{
    [Fact]
    public void RecordsOfOneEngine_AreStoredOrPending()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using var engine = new LocalEngine(folder.Store);
        using (folder.Lock())
        {
            using (FlujoRun run = FlujoTrace.StartRun("counted"))
            {
                for (int i = 0; i < 10; i++)
                {
                    FlujoTrace.StartStep("step").Dispose();
                }

                run.Complete();
            }

            FlujoStatistics locked = engine.Engine.Statistics();
            Assert.Equal((22, 0, 22, 0), (locked.RecordedRecords, locked.StoredRecords, locked.PendingRecords, locked.DroppedRecords));
            Assert.True(locked.JournalBytes > 0);
        }

        LocalEngine.Flush();
        FlujoStatistics stored = engine.Engine.Statistics();
        Assert.Equal((22, 22, 0), (stored.RecordedRecords, stored.StoredRecords, stored.PendingRecords));
        Assert.True(stored.DrainTime > TimeSpan.Zero);
    }

    [Fact]
    public void RecordsThatFindNoRoom_AreDropped()
    {
        using StoreFolder folder = new StoreFolder().WithStore();
        using var engine = new LocalEngine(folder.Store, new FlujoOptions { MaxJournalBytes = 16 * 64 * 1024, MaxBlock = TimeSpan.FromMilliseconds(20) });
        using (folder.Lock())
        using (FlujoTrace.StartRun("crowded"))
        {
            for (int i = 0; i < 40_000; i++)
            {
                FlujoTrace.StartStep("step").Dispose();
            }
        }

        FlujoStatistics statistics = engine.Engine.Statistics();
        Assert.True(statistics.DroppedRecords > 0);
        Assert.InRange(statistics.JournalBytes, 16 * 64 * 1024, 17 * 64 * 1024);
    }

    [Fact]
    public void EngineThatHasEnded_StaysInTheSum()
    {
        using var folder = new StoreFolder();
        long before = FlujoTrace.Statistics.StoredRecords;
        using (FlujoTrace.UseStore(folder.Store))
        using (FlujoTrace.StartRun("ended"))
        {
            FlujoTrace.StartStep("step").Dispose();
        }

        Assert.True(FlujoTrace.Statistics.StoredRecords >= before + 4);
    }

    [Fact]
    public void Listener_GetsAllCounters()
    {
        using var folder = new StoreFolder();
        using var engine = new LocalEngine(folder.Store);
        using var listener = new CounterListener("recorded", "stored", "dropped", "pending", "journal-bytes", "drain-time");
        using FlujoRun run = FlujoTrace.StartRun("watched");
        Assert.True(listener.SeenAll.Wait(LocalEngine.Patience), $"missing: {string.Join(", ", listener.Missing)}");
    }

    /// <summary>Listens as dotnet-counters does, at the shortest interval.</summary>
    private sealed class CounterListener : EventListener
    {
        private readonly ConcurrentDictionary<string, bool> _missing;

        public CounterListener(params string[] names)
        {
            _missing = new(names.Select(static name => KeyValuePair.Create(name, true)));
            EventSource source = EventSource.GetSources().Single(static source => source.Name == "Flujo");
            EnableEvents(source, EventLevel.Informational, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.1" });
        }

        public ManualResetEventSlim SeenAll { get; } = new(false);

        public ICollection<string> Missing => _missing.Keys;

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is { EventName: "EventCounters", Payload: [IDictionary<string, object> counter, ..] })
            {
                _missing.TryRemove((string)counter["Name"], out _);
                if (_missing.IsEmpty)
                {
                    SeenAll.Set();
                }
            }
        }
    }
}
