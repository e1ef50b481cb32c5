using System.Diagnostics;

namespace Flujo.Benchmarks.Ingest;

/// <summary>Somebody who listens to activities and does nothing with them.</summary>
internal static class Listening
{
    public static ActivityListener To(ActivitySource source)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = other => other == source,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
