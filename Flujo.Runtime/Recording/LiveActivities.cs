using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>
/// Spans as Activities of the source <c>Flujo</c>, for programs that use OpenTelemetry: what HTTP and database libraries record hangs beneath the right step, and the
/// host's exporters have the steps. The store has every span; what the host samples is the host's affair. Where nobody listens all this is one look at a field.
/// Callable on any thread. Nothing here throws, a listener that does is a note.
/// </summary>
internal static class LiveActivities
{
    private static readonly ActivitySource Source = new(FlujoTrace.ActivitySourceName, FlujoVersion.Text);

    /// <summary>Whether anybody wants Activities.</summary>
    public static bool IsListened
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Source.HasListeners();
    }

    /// <summary>Begins an Activity; the flow's current one stays what it is until <see cref="Enter"/>.</summary>
    /// <param name="name">The span's name.</param>
    /// <param name="kind">The span's kind.</param>
    /// <param name="parent">The scope beneath which the span begins.</param>
    /// <param name="outer">The flow's current Activity.</param>
    /// <returns>Null when it is not sampled, or nobody listens any more.</returns>
    public static Activity? Start(string name, SpanKind kind, SpanScope? parent, out Activity? outer)
    {
        outer = Activity.Current;
        try
        {
            // A scope that was begun and not yet made current is the parent all the same, unless the user's own Activity came in between.
            if (parent is LiveScope { Activity: { IsStopped: false } above } live && ReferenceEquals(outer, live.OuterActivity))
            {
                Activity.Current = above;
            }

            Activity? activity = parent is not null and not LiveScope && parent.Run.Continues is { } root && root != default
                ? Source.StartActivity(name, ActivityKind.Internal, root)
                : Source.StartActivity(name);
            if (activity is not { IdFormat: ActivityIdFormat.W3C })
            {
                activity?.Stop();
                return null;
            }

            activity.SetTag("flujo.kind", kind.Word());
            return activity;
        }
        catch (Exception error)
        {
            Diagnostics.Notes.Write("listener_failed", $"a listener to the ActivitySource Flujo threw {error.GetType().Name}: {error.Message}. The span is in the store all the same");
            return null;
        }
        finally
        {
            Activity.Current = outer;
        }
    }

    /// <summary>Makes a span's Activity the flow's current one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Enter(SpanScope scope)
    {
        if (scope is LiveScope { Activity.IsStopped: false } live)
        {
            Activity.Current = live.Activity;
        }
    }

    /// <summary>Gives the flow's former Activity back, if a span's own is the current one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Leave(SpanScope scope)
    {
        if (scope is LiveScope live && ReferenceEquals(Activity.Current, live.Activity))
        {
            Activity.Current = live.OuterActivity;
        }
    }

    /// <summary>Says why a span failed, before its end.</summary>
    public static void Explain(SpanScope scope, string reason) => (scope as LiveScope)?.Activity.SetStatus(ActivityStatusCode.Error, reason);

    /// <summary>Ends a span's Activity.</summary>
    /// <param name="scope">The span.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="reason">Why it failed; sanitised.</param>
    public static void Stop(SpanScope scope, FlujoStatus status, string? reason)
    {
        if (scope is not LiveScope { Activity.IsStopped: false } live)
        {
            return;
        }

        Activity? current = Activity.Current;
        try
        {
            live.Activity.SetTag("flujo.status", status.ToString().ToLowerInvariant());
            if (scope.Kind.IsStep())
            {
                live.Activity.SetTag("flujo.attempts", scope.Attempts);
            }

            if (status == FlujoStatus.Failed)
            {
                live.Activity.SetStatus(ActivityStatusCode.Error, reason ?? live.Activity.StatusDescription);
            }

            live.Activity.Stop();
        }
        catch (Exception error)
        {
            Diagnostics.Notes.Write("listener_failed", $"a listener to the ActivitySource Flujo threw {error.GetType().Name}: {error.Message}. The span is in the store all the same");
        }
        finally
        {
            // Stop makes the parent current in whatever flow it is called; only the span's own flow is to go back.
            Activity.Current = ReferenceEquals(current, live.Activity) ? live.OuterActivity : current;
        }
    }

    /// <summary>Puts an attribute on a span's Activity, too.</summary>
    public static void Tag(SpanScope scope, string key, in AttributeValue value) => (scope as LiveScope)?.Activity.SetTag(NameOf(key), ToObject(value));

    /// <summary>Puts an event on a span's Activity, too.</summary>
    public static void Event(SpanScope scope, string name, ReadOnlySpan<KeyValuePair<string, AttributeValue>> attributes)
    {
        if (scope is LiveScope live)
        {
            var tags = new ActivityTagsCollection();
            foreach ((string key, AttributeValue value) in attributes)
            {
                tags[key] = ToObject(value);
            }

            live.Activity.AddEvent(new ActivityEvent(name, tags: tags));
        }
    }

    /// <summary>Adds usage to a span's Activity, too.</summary>
    public static void Usage(SpanScope scope, in UsageAmount amount)
    {
        if (scope is LiveScope live)
        {
            Add(live.Activity, "gen_ai.usage.input_tokens", amount.InputTokens);
            Add(live.Activity, "gen_ai.usage.output_tokens", amount.OutputTokens);
            if (amount.Model is { } model)
            {
                live.Activity.SetTag("gen_ai.request.model", model);
            }
        }
    }

    /// <summary>The trace of an Activity, as run ids are written.</summary>
    public static Guid ToGuid(ActivityTraceId id) => Guid.ParseExact(id.ToHexString(), "n");

    /// <summary>A stored span as the parent of an Activity. Whether its trace was sampled is not stored; it is taken as one that was, so that no part of a run is missing.</summary>
    /// <returns>The default where the store is damaged and its ids are none.</returns>
    public static ActivityContext ContextOf(string traceId, ulong spanId) =>
        ActivityContext.TryParse($"00-{traceId}-{SpanIds.Text(spanId)}-01", traceState: null, isRemote: true, out ActivityContext context) ? context : default;

    /// <summary>A span id as its hex digits are read.</summary>
    public static ulong ToNumber(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    private static void Add(Activity activity, string key, long tokens)
    {
        if (tokens > 0)
        {
            activity.SetTag(key, tokens + Convert.ToInt64(activity.GetTagItem(key) ?? 0L, CultureInfo.InvariantCulture));
        }
    }

    private static string NameOf(string key) => key == "model" ? "gen_ai.request.model" : key;

    private static object? ToObject(in AttributeValue value) => value.Type switch
    {
        AttributeType.String => value.Text,
        AttributeType.Long => value.Bits,
        AttributeType.Double => value.Double,
        AttributeType.Bool => value.Bits != 0,
        _ => null,
    };
}
