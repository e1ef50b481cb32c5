using System.Buffers;
using System.Text;
using System.Text.Json;
using Flujo.Journal;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>Turns records into a batch: the counterpart of <c>Recording/SpanRecords</c>. A record that makes no sense is counted and skipped.</summary>
/// <param name="clock">Of the journal.</param>
/// <param name="batch">What is filled.</param>
/// <param name="runs">What started runs are added to.</param>
/// <param name="version">The journal's format.</param>
internal sealed class RecordDecoder(TickClock clock, Batch batch, Dictionary<uint, KnownRun> runs, int version = JournalFormat.Version)
{
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>Records that could not be read.</summary>
    public long Malformed { get; private set; }

    /// <summary>The latest time of all records, UTC in nanoseconds.</summary>
    public long NewestNs { get; private set; }

    /// <summary>Whether the body of a run's start says that the run goes on from an earlier pause.</summary>
    public static bool IsResumed(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        reader.Long();
        reader.Int();
        return (reader.Int() & RunFlags.Resumed) != 0;
    }

    public void Decode(RecordKind kind, ReadOnlySpan<byte> body)
    {
        batch.Records++;
        var reader = new RecordReader(body);
        long ticks = reader.Long();
        long at = clock.ToUtcNs(ticks);
        bool known = kind switch
        {
            RecordKind.SpanStart => SpanStart(ref reader, at, isLive: false),
            RecordKind.LiveSpanStart => SpanStart(ref reader, at, isLive: true),
            RecordKind.SpanEnd => SpanEnd(ref reader, ticks),
            RecordKind.RunStart => RunStart(ref reader, at),
            RecordKind.RunEnd => RunEnd(ref reader, ticks),
            RecordKind.Attribute => Attribute(ref reader, at),
            RecordKind.Event => Event(ref reader, at),
            RecordKind.Usage => Usage(ref reader),
            RecordKind.Payload => Payload(ref reader),
            _ => false,
        };
        if (!known || reader.Failed)
        {
            Malformed++;
        }
        else
        {
            NewestNs = Math.Max(NewestNs, at);
        }
    }

    private bool SpanStart(ref RecordReader reader, long at, bool isLive)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        uint parentNo = reader.Int();
        uint nameId = reader.Int();
        uint callSite = reader.Int();
        uint kind = reader.Int();
        ulong spanId = isLive ? (ulong)reader.Long() : 0;
        string? name = nameId == 0 ? reader.Text() : null;
        if (reader.Failed || spanNo == 0 || kind > (uint)SpanKind.Attempt)
        {
            return false;
        }

        ref SpanDelta span = ref batch.Span(runIndex, spanNo);
        span.HasStart = true;
        span.StartedAt = at;
        span.ParentNo = parentNo;
        span.NameId = nameId;
        span.Name = name;
        span.CallSite = callSite;
        span.SpanId = spanId;
        span.Kind = (SpanKind)kind;
        return true;
    }

    private bool SpanEnd(ref RecordReader reader, long endTicks)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        long startTicks = reader.Long();
        uint attempts = reader.Int();
        uint status = reader.Int();
        if (reader.Failed || status > (uint)FlujoStatus.Interrupted || spanNo == 0)
        {
            return false;
        }

        End(runIndex, spanNo, startTicks, endTicks, (FlujoStatus)status, (int)attempts);
        return true;
    }

    /// <summary>The end is the start's time plus the duration, so that a clock that was set in between cannot turn a span around.</summary>
    private void End(uint runIndex, uint spanNo, long startTicks, long endTicks, FlujoStatus status, int attempts)
    {
        ref SpanDelta span = ref batch.Span(runIndex, spanNo);
        span.HasEnd = true;
        span.EndedAt = EndOf(startTicks, endTicks);
        span.Status = status;
        span.Attempts = Math.Max(1, attempts);
    }

    private long EndOf(long startTicks, long endTicks) => clock.ToUtcNs(startTicks) + clock.ToNs(Math.Max(0, endTicks - startTicks));

    private bool RunStart(ref RecordReader reader, long at)
    {
        uint runIndex = reader.Int();
        uint flags = reader.Int();
        ulong spanBase = (ulong)reader.Long();
        Guid runId = reader.Guid();
        Guid parentRunId = reader.Guid();
        Guid traceId = reader.Guid();
        string? pipeline = reader.Text();
        string? version = reader.Text();
        bool isInTrace = (flags & RunFlags.InTrace) != 0;
        ulong rootSpanId = isInTrace ? (ulong)reader.Long() : 0;
        ulong traceParent = isInTrace ? (ulong)reader.Long() : 0;
        if (reader.Failed)
        {
            return false;
        }

        var run = new KnownRun
        {
            RunIndex = runIndex,
            RunId = runId.ToString("n"),
            ParentRunId = parentRunId == default ? null : parentRunId.ToString("n"),
            TraceId = traceId == default ? null : traceId.ToString("n"),
            Pipeline = pipeline ?? "(unnamed)",
            Version = version,
            StartedAt = at,
            SpanBase = spanBase,
            RootSpanId = rootSpanId,
            TraceParent = traceParent,
            Resumed = (flags & RunFlags.Resumed) != 0,
        };
        runs[runIndex] = run;
        batch.StartedRuns.Add(run);
        if (!run.Resumed)
        {
            batch.Span(runIndex, 1) = SpanDelta.RootOf(run);
        }

        return true;
    }

    private bool RunEnd(ref RecordReader reader, long endTicks)
    {
        uint runIndex = reader.Int();
        uint status = reader.Int();
        long startTicks = reader.Long();
        uint expectedSpans = reader.Int();
        DropCounts dropped = version == 1 ? new DropCounts(0, 0, 0, Unknown: reader.Int()) : new DropCounts(reader.Int(), reader.Int(), reader.Int());
        if (reader.Failed || status > (uint)FlujoStatus.Interrupted)
        {
            return false;
        }

        End(runIndex, 1, startTicks, endTicks, (FlujoStatus)status, attempts: 1);
        batch.EndedRuns.Add(new RunEnd(runIndex, (FlujoStatus)status, EndOf(startTicks, endTicks), expectedSpans, dropped));
        return true;
    }

    private bool Attribute(ref RecordReader reader, long at)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        string? key = reader.Text();
        AttributeValue value = reader.Value();
        if (reader.Failed || key is null)
        {
            return false;
        }

        batch.Attributes.Add(new AttributeDelta(runIndex, spanNo, key, value, at));
        return true;
    }

    private bool Event(ref RecordReader reader, long at)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        uint eventNo = reader.Int();
        uint count = reader.Int();
        string? name = reader.Text();
        string? attributes = count == 0 ? null : AttributesAsJson(ref reader, count);
        if (reader.Failed || name is null)
        {
            return false;
        }

        batch.Events.Add(new EventDelta(runIndex, spanNo, at, eventNo, name, attributes));
        return true;
    }

    private string AttributesAsJson(ref RecordReader reader, uint count)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_json))
        {
            writer.WriteStartObject();
            for (uint i = 0; i < count && !reader.Failed; i++)
            {
                string key = reader.Text() ?? "";
                AttributeValue value = reader.Value();
                Write(writer, key, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(_json.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, string key, in AttributeValue value)
    {
        switch (value.Type)
        {
            case AttributeType.String:
                writer.WriteString(key, value.Text);
                break;
            case AttributeType.Long:
                writer.WriteNumber(key, value.Bits);
                break;
            case AttributeType.Double when double.IsInteger(value.Double) && Math.Abs(value.Double) < 1e15:
                writer.WritePropertyName(key); // with its point, so that it comes back as a double
                writer.WriteRawValue(value.Double.ToString("F1", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case AttributeType.Double when double.IsFinite(value.Double):
                writer.WriteNumber(key, value.Double);
                break;
            case AttributeType.Double:
                writer.WriteString(key, value.Double.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case AttributeType.Bool:
                writer.WriteBoolean(key, value.Bits != 0);
                break;
            default:
                writer.WriteNull(key);
                break;
        }
    }

    private bool Usage(ref RecordReader reader)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        uint flags = reader.Int();
        long input = reader.Long();
        long output = reader.Long();
        long cost = reader.Long();
        // Journals from before these were recorded end here.
        bool hasDetails = !reader.IsAtEnd;
        long cachedInput = hasDetails ? reader.Long() : 0;
        long reasoning = hasDetails ? reader.Long() : 0;
        string? model = hasDetails ? reader.Text() : null;
        string? source = hasDetails ? reader.Text() : null;
        if (reader.Failed)
        {
            return false;
        }

        bool hasCost = (flags & UsageFlags.HasCost) != 0;
        ref SpanDelta span = ref batch.Span(runIndex, spanNo);
        span.InputTokens += input;
        span.OutputTokens += output;
        span.Cost += cost;
        span.HasCost |= hasCost;
        var amount = new UsageSums { InputTokens = input, OutputTokens = output, CachedInputTokens = cachedInput, ReasoningTokens = reasoning, Cost = cost };
        batch.Use(new UsageKey(runIndex, spanNo, model, hasCost ? source ?? "" : null), amount);
        if ((flags & UsageFlags.CountsForRun) != 0)
        {
            ref RunUsage usage = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(batch.Usage, runIndex, out _);
            usage.InputTokens += input;
            usage.OutputTokens += output;
            usage.Cost += cost;
            usage.HasCost |= hasCost;
        }

        return true;
    }

    private bool Payload(ref RecordReader reader)
    {
        uint runIndex = reader.Int();
        uint spanNo = reader.Int();
        var kind = (PayloadKind)reader.Int();
        string? text = reader.Text();
        if (reader.Failed || text is null || kind is not (PayloadKind.Input or PayloadKind.Output or PayloadKind.Feedback))
        {
            return false;
        }

        batch.Payloads.Add(new PayloadDelta(runIndex, spanNo, kind, text));
        return true;
    }
}
