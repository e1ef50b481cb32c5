using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;
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
    public void Listener_GetsAllCountersAndWhatTheyCount()
    {
        using var folder = new StoreFolder();
        using var engine = new LocalEngine(folder.Store);
        using var listener = new CounterListener("recorded", "stored", "dropped", "pending", "journal-bytes", "drain-time");
        using FlujoRun run = FlujoTrace.StartRun("watched");
        Assert.True(listener.SeenAll.Wait(LocalEngine.Patience), $"missing: {string.Join(", ", listener.Missing)}");
        CounterListener.Target recorded = listener.Until("recorded", 1_000);
        CounterListener.Target stored = listener.Until("stored", 1_000);
        CounterListener.Target worked = listener.Until("drain-time", 0.001);
        CounterListener.Target size = listener.Until("journal-bytes", 65_536);
        for (int i = 0; i < 500; i++)
        {
            FlujoTrace.StartStep("step").Dispose();
        }

        Assert.All([recorded, stored, worked, size], static target => Assert.True(target.IsReached.Wait(LocalEngine.Patience), target.Counter));
    }

    /// <summary>Listens as dotnet-counters does, at the shortest interval.</summary>
    private sealed class CounterListener : EventListener
    {
        /// <summary>What a counter is to reach. Added to on the counters' timer alone.</summary>
        internal sealed class Target(string counter, double sum)
        {
            private double _sum;

            public string Counter => counter;

            public ManualResetEventSlim IsReached { get; } = new(false);

            public void Add(double value, bool isRate)
            {
                _sum = isRate ? _sum + value : value;
                if (_sum >= sum && !IsReached.IsSet)
                {
                    IsReached.Set();
                }
            }
        }

        private readonly ConcurrentDictionary<string, bool> _missing;

        public CounterListener(params string[] names)
        {
            _missing = new(names.Select(static name => KeyValuePair.Create(name, true)));
            EventSource source = EventSource.GetSources().Single(static source => source.Name == "Flujo");
            EnableEvents(source, EventLevel.Informational, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.1" });
        }

        private readonly ConcurrentBag<Target> _targets = [];

        public ManualResetEventSlim SeenAll { get; } = new(false);

        /// <summary>Waits until a rate has added up to so much from now on, or a level has once been so high.</summary>
        public Target Until(string counter, double sum)
        {
            var target = new Target(counter, sum);
            _targets.Add(target);
            return target;
        }

        public ICollection<string> Missing => _missing.Keys;

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is { EventName: "EventCounters", Payload: [IDictionary<string, object> counter, ..] })
            {
                string name = (string)counter["Name"];
                double value = Convert.ToDouble(counter.TryGetValue("Increment", out object? increment) ? increment : counter["Mean"], CultureInfo.InvariantCulture);
                _missing.TryRemove(name, out _);
                foreach (Target target in _targets.Where(each => each.Counter == name))
                {
                    target.Add(value, isRate: increment is not null);
                }

                if (_missing.IsEmpty)
                {
                    SeenAll.Set();
                }
            }
        }
    }
}
