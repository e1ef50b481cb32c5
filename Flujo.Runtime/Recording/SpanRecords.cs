using System.Runtime.CompilerServices;
using Flujo.Journal;
using Flujo.Vocabulary;

namespace Flujo.Recording;

/// <summary>
/// Writes the records of spans into the calling thread's chunk: the counterpart of <c>Draining/RecordDecoder</c>. No lock, no I/O; a record that finds no room is
/// dropped and counted in its run. Texts come sanitised and bounded.
/// </summary>
internal static unsafe class SpanRecords
{
    private const int SpanStartSize = 32;
    private const int SpanEndSize = 32;
    private const int RunEndSize = 40;

    /// <returns>False when it was dropped: then the span must not record anything else.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool SpanStart(ThreadWriter pen, RunState run, uint spanNo, uint parentNo, int nameId, int callSite, SpanKind kind, long ticks)
    {
        byte* body = pen.Reserve(SpanStartSize, urgent: false);
        if (body == null)
        {
            run.CountDroppedSpan(pen);
            return false;
        }

        pen.Publish(
            body, ticks, Words(run.Index, spanNo), Words(parentNo, (uint)nameId), Words((uint)callSite, (uint)kind), RecordKind.SpanStart);
        return true;
    }

    /// <summary>As above, for a name that is no constant.</summary>
    public static bool SpanStart(ThreadWriter pen, RunState run, uint spanNo, uint parentNo, string name, SpanKind kind, long ticks)
    {
        byte* body = pen.Reserve(SpanStartSize + RecordWriter.SizeOf(name), urgent: false);
        if (body == null)
        {
            run.CountDroppedSpan(pen);
            return false;
        }

        var record = new RecordWriter(body);
        record.Long(ticks);
        record.Int(run.Index);
        record.Int(spanNo);
        record.Int(parentNo);
        record.Int(0);
        record.Int(0);
        record.Int((uint)kind);
        record.Text(name);
        pen.Publish(body, record.LengthFrom(body), RecordKind.SpanStart);
        return true;
    }

    /// <summary>As above, for a span that may be an Activity: with the Activity's id, or 0.</summary>
    public static bool LiveSpanStart(
        ThreadWriter pen, RunState run, uint spanNo, uint parentNo, string? name, int nameId, int callSite, SpanKind kind, long ticks, ulong spanId)
    {
        byte* body = pen.Reserve(SpanStartSize + 8 + RecordWriter.SizeOf(name), urgent: false);
        if (body == null)
        {
            run.CountDroppedSpan(pen);
            return false;
        }

        var record = new RecordWriter(body);
        record.Long(ticks);
        record.Int(run.Index);
        record.Int(spanNo);
        record.Int(parentNo);
        record.Int((uint)nameId);
        record.Int((uint)callSite);
        record.Int((uint)kind);
        record.Long((long)spanId);
        record.Text(name);
        pen.Publish(body, record.LengthFrom(body), RecordKind.LiveSpanStart);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SpanEnd(ThreadWriter pen, RunState run, uint spanNo, long startTicks, long endTicks, int attempts, FlujoStatus status)
    {
        byte* body = pen.Reserve(SpanEndSize, urgent: true);
        if (body == null)
        {
            run.CountDroppedSpan(pen); // nobody may wait for its end
            return;
        }

        pen.Publish(body, endTicks, Words(run.Index, spanNo), (ulong)startTicks, Words((uint)attempts, (uint)status), RecordKind.SpanEnd);
    }

    /// <returns>False when it was dropped: then there is no run.</returns>
    public static bool RunStart(ThreadWriter pen, RunState run, long ticks, string pipeline, string? version, Guid parentRunId, bool resumed)
    {
        byte* body = pen.Reserve(88 + RecordWriter.SizeOf(pipeline) + RecordWriter.SizeOf(version), urgent: true);
        if (body == null)
        {
            pen.Pool.Drops.Count(pen.Refusal);
            return false;
        }

        var record = new RecordWriter(body);
        record.Long(ticks);
        record.Int(run.Index);
        record.Int((resumed ? RunFlags.Resumed : 0) | (run.TraceId != default ? RunFlags.InTrace : 0));
        record.Long((long)run.SpanBase);
        record.Guid(run.RunId);
        record.Guid(parentRunId);
        record.Guid(run.TraceId);
        record.Text(pipeline);
        record.Text(version);
        if (run.TraceId != default)
        {
            record.Long((long)((run.Root as LiveScope)?.SpanId ?? 0));
            record.Long((long)run.TraceParent);
        }

        pen.Publish(body, record.LengthFrom(body), RecordKind.RunStart);
        return true;
    }

    public static void RunEnd(ThreadWriter pen, RunState run, FlujoStatus status, long startTicks, long endTicks, uint spans)
    {
        byte* body = pen.Reserve(RunEndSize, urgent: true);
        if (body == null)
        {
            run.CountDropped(pen);
            return;
        }

        int dropSlot = run.CloseDrops(pen, out DropCounts drops);
        var record = new RecordWriter(body);
        record.Long(endTicks);
        record.Int(run.Index);
        record.Int((uint)status);
        record.Long(startTicks);
        record.Int(spans);
        record.Int(drops.Stalled);
        record.Int(drops.Slow);
        record.Int(drops.TooLarge);
        pen.Publish(body, RunEndSize, RecordKind.RunEnd);
        pen.Pool.Drops.Free(dropSlot); // not before: a kill in between would leave no count at all
    }

    public static void Attribute(ThreadWriter pen, RunState run, uint spanNo, long ticks, string key, in AttributeValue value)
    {
        byte* body = Reserve(pen, run, 16 + RecordWriter.SizeOf(key) + RecordWriter.SizeOf(value));
        if (body != null)
        {
            var record = new RecordWriter(body);
            record.Long(ticks);
            record.Int(run.Index);
            record.Int(spanNo);
            record.Text(key);
            record.Value(value);
            pen.Publish(body, record.LengthFrom(body), RecordKind.Attribute);
        }
    }

    public static void Event(
        ThreadWriter pen, RunState run, uint spanNo, long ticks, string name, ReadOnlySpan<KeyValuePair<string, AttributeValue>> attributes)
    {
        int size = 24 + RecordWriter.SizeOf(name);
        foreach ((string key, AttributeValue value) in attributes)
        {
            size += RecordWriter.SizeOf(key) + RecordWriter.SizeOf(value);
        }

        if (size > JournalFormat.MaxBody)
        {
            int before = 24 + RecordWriter.SizeOf(name);
            Event(pen, run, spanNo, ticks, name, EventCut.ToFit(attributes, JournalFormat.MaxBody - before));
            return;
        }

        byte* body = Reserve(pen, run, size);
        if (body != null)
        {
            var record = new RecordWriter(body);
            record.Long(ticks);
            record.Int(run.Index);
            record.Int(spanNo);
            record.Int(run.NextEventNo());
            record.Int((uint)attributes.Length);
            record.Text(name);
            foreach ((string key, AttributeValue value) in attributes)
            {
                record.Text(key);
                record.Value(value);
            }

            pen.Publish(body, record.LengthFrom(body), RecordKind.Event);
        }
    }

    public static void Usage(ThreadWriter pen, RunState run, uint spanNo, long ticks, in UsageAmount amount, bool countsForRun)
    {
        byte* body = Reserve(pen, run, 60 + RecordWriter.SizeOf(amount.Model) + RecordWriter.SizeOf(amount.CostSource));
        if (body != null)
        {
            var record = new RecordWriter(body);
            record.Long(ticks);
            record.Int(run.Index);
            record.Int(spanNo);
            record.Int((amount.Cost is null ? 0 : UsageFlags.HasCost) | (countsForRun ? UsageFlags.CountsForRun : 0));
            record.Long(amount.InputTokens);
            record.Long(amount.OutputTokens);
            record.Long(amount.Cost ?? 0);
            record.Long(amount.CachedInputTokens);
            record.Long(amount.ReasoningTokens);
            record.Text(amount.Model);
            record.Text(amount.CostSource);
            pen.Publish(body, record.LengthFrom(body), RecordKind.Usage);
        }
    }

    public static void Payload(ThreadWriter pen, RunState run, uint spanNo, long ticks, PayloadKind kind, string text)
    {
        byte* body = Reserve(pen, run, 20 + RecordWriter.SizeOf(text));
        if (body != null)
        {
            var record = new RecordWriter(body);
            record.Long(ticks);
            record.Int(run.Index);
            record.Int(spanNo);
            record.Int((uint)kind);
            record.Text(text);
            pen.Publish(body, record.LengthFrom(body), RecordKind.Payload);
        }
    }

    /// <summary>Two fields as they lie in the body.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Words(uint first, uint second) => first | ((ulong)second << 32);

    private static byte* Reserve(ThreadWriter pen, RunState run, int size)
    {
        byte* body = pen.Reserve(size, urgent: false);
        if (body == null)
        {
            run.CountDropped(pen);
        }

        return body;
    }
}
