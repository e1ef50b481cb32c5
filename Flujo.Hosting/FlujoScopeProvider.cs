using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Flujo.Hosting;

/// <summary>
/// The scopes of all log lines: what the program pushed, what the host was told to track of Activities, and the run and span that the line was written in. Nothing is pushed
/// when a step begins, so a step that logs nothing pays nothing. Thread-safe.
/// </summary>
internal sealed class FlujoScopeProvider(IOptions<LoggerFactoryOptions> options) : IExternalScopeProvider
{
    private readonly LoggerExternalScopeProvider _pushed = new();
    private readonly ActivityTrackingOptions _tracked = options.Value.ActivityTrackingOptions;

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        // A provider of scopes takes the place of the logger factory's own, which does this.
        if (_tracked != ActivityTrackingOptions.None && Activity.Current is { } activity)
        {
            callback(Track(activity), state);
        }

        FlujoSpan span = FlujoTrace.Current;
        if (span.RunId is { } runId && span.SpanId is { } spanId)
        {
            callback(new Scope([new("FlujoRunId", runId), new("FlujoSpanId", spanId)]), state);
        }

        _pushed.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => _pushed.Push(state);

    private Scope Track(Activity activity)
    {
        var values = new List<KeyValuePair<string, object?>>();
        Add(ActivityTrackingOptions.SpanId, "SpanId", activity.SpanId.ToHexString());
        Add(ActivityTrackingOptions.TraceId, "TraceId", activity.TraceId.ToHexString());
        Add(ActivityTrackingOptions.ParentId, "ParentId", activity.ParentSpanId.ToHexString());
        Add(ActivityTrackingOptions.TraceState, "TraceState", activity.TraceStateString);
        Add(ActivityTrackingOptions.TraceFlags, "TraceFlags", activity.ActivityTraceFlags);
        if (_tracked.HasFlag(ActivityTrackingOptions.Tags))
        {
            values.AddRange(activity.TagObjects);
        }

        if (_tracked.HasFlag(ActivityTrackingOptions.Baggage))
        {
            values.AddRange(activity.Baggage.Select(static each => new KeyValuePair<string, object?>(each.Key, each.Value)));
        }

        return new Scope(values);

        void Add(ActivityTrackingOptions flag, string name, object? value)
        {
            if (_tracked.HasFlag(flag))
            {
                values.Add(new(name, value));
            }
        }
    }

    /// <summary>Values for loggers that read them, and a text for those that print scopes.</summary>
    private sealed class Scope(IReadOnlyList<KeyValuePair<string, object?>> values) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => values.Count;

        public KeyValuePair<string, object?> this[int index] => values[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => string.Join(", ", values.Select(static each => $"{each.Key}:{each.Value}"));
    }
}
