using System.Diagnostics.Tracing;

namespace Flujo.Diagnostics;

/// <summary>
/// The EventSource <c>Flujo</c>: notes as events, and the counters that <c>dotnet-counters monitor --counters Flujo</c> shows. Nothing is counted for it on the way of a span;
/// while somebody listens, a timer's thread asks for the statistics.
/// </summary>
[EventSource(Name = "Flujo")]
internal sealed class FlujoEventSource : EventSource
{
    // Written by the thread that makes an engine, always to the same; read by the counters' timer.
    private static Func<FlujoStatistics> s_statistics = static () => new FlujoStatistics();

    // Made at the first listener, under the event source's own lock, and kept: counters pause by themselves.
    private DiagnosticCounter[]? _counters;

    public static FlujoEventSource Log { get; } = new();

    /// <summary>Where the counters come from. Set once, by the first engine.</summary>
    public static void ReadFrom(Func<FlujoStatistics> statistics)
    {
        Volatile.Write(ref s_statistics, statistics);
        _ = Log; // from here on tools find it
    }

    /// <summary>Something in tracing went wrong.</summary>
    [Event(1, Level = EventLevel.Warning)]
    public void Note(string cause, string message) => WriteEvent(1, cause, message);

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command == EventCommand.Enable)
        {
            _counters ??=
            [
                Rate("recorded", "Records written into the journal", static now => now.RecordedRecords),
                Rate("stored", "Records moved into the store", static now => now.StoredRecords),
                Rate("dropped", "Records that found no room", static now => now.DroppedRecords),
                Level("pending", "Records waiting in the journal", "", static now => now.PendingRecords),
                Level("journal-bytes", "Size of the journal", "B", static now => now.JournalBytes),
                new IncrementingPollingCounter("drain-time", this, static () => Read(static now => now.DrainTime.TotalMilliseconds))
                {
                    DisplayName = "Time that the drainer works",
                    DisplayUnits = "ms",
                },
            ];
        }
    }

    private IncrementingPollingCounter Rate(string name, string display, Func<FlujoStatistics, double> value) =>
        new(name, this, () => Read(value)) { DisplayName = display };

    private PollingCounter Level(string name, string display, string unit, Func<FlujoStatistics, double> value) =>
        new(name, this, () => Read(value)) { DisplayName = display, DisplayUnits = unit };

    private static double Read(Func<FlujoStatistics, double> value) => value(Volatile.Read(ref s_statistics)());
}
