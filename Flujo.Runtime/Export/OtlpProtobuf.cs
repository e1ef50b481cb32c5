using System.Buffers.Binary;
using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>
/// Writes an <c>ExportTraceServiceRequest</c> in binary form. The numbers are the fields of opentelemetry/proto/trace/v1/trace.proto, and of common.proto and
/// resource.proto beside it (OTLP 1.x, stable).
/// </summary>
internal static class OtlpProtobuf
{
    /// <summary>Flags of a span (W3C Trace Context): sampled; and that "has a remote parent" is known, and so.</summary>
    public const uint Sampled = 0x001;
    public const uint RemoteIsKnown = 0x100;
    public const uint IsRemote = 0x200;

    /// <summary>SPAN_KIND_INTERNAL.</summary>
    public const int InternalKind = 1;

    public static void Write(ProtobufWriter writer, IEnumerable<ExportGroup> groups)
    {
        foreach (ExportGroup group in groups)
        {
            int resourceSpans = writer.Begin(1);
            int resource = writer.Begin(1);
            Attributes(writer, 1, group.Resource);
            writer.End(resource);
            int scopeSpans = writer.Begin(2);
            int scope = writer.Begin(1);
            writer.Text(1, OtlpScope.Name);
            writer.Text(2, OtlpScope.Version);
            writer.End(scope);
            foreach (ExportSpan span in group.Spans)
            {
                Span(writer, span);
            }

            writer.End(scopeSpans);
            writer.End(resourceSpans);
        }
    }

    public static uint FlagsOf(ExportSpan span) => Sampled | RemoteIsKnown | (span.HasRemoteParent ? IsRemote : 0);

    private static void Span(ProtobufWriter writer, ExportSpan span)
    {
        int start = writer.Begin(2);
        writer.Bytes(1, Convert.FromHexString(span.TraceId));
        Id(writer, 2, span.SpanId);
        if (span.ParentSpanId != 0)
        {
            Id(writer, 4, span.ParentSpanId);
        }

        writer.Text(5, span.Name);
        writer.Number(6, InternalKind);
        writer.Fixed64(7, (ulong)span.StartedAt);
        writer.Fixed64(8, (ulong)span.EndedAt);
        Attributes(writer, 9, span.Attributes);
        foreach (ExportEvent item in span.Events)
        {
            int point = writer.Begin(11);
            writer.Fixed64(1, (ulong)item.At);
            writer.Text(2, item.Name);
            Attributes(writer, 3, item.Attributes);
            writer.End(point);
        }

        Status(writer, OtlpStatus.Of(span));
        writer.Fixed32(16, FlagsOf(span));
        writer.End(start);
    }

    private static void Status(ProtobufWriter writer, OtlpStatus status)
    {
        if (status.Code == 0)
        {
            return;
        }

        int start = writer.Begin(15);
        if (!string.IsNullOrEmpty(status.Message))
        {
            writer.Text(2, status.Message);
        }

        writer.Number(3, status.Code);
        writer.End(start);
    }

    private static void Id(ProtobufWriter writer, int field, ulong id)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id); // as its hex digits are read
        writer.Bytes(field, bytes);
    }

    private static void Attributes(ProtobufWriter writer, int field, IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes)
    {
        foreach ((string key, AttributeValue value) in attributes)
        {
            Attribute(writer, field, key, value);
        }
    }

    private static void Attribute(ProtobufWriter writer, int field, string key, AttributeValue value)
    {
        int pair = writer.Begin(field);
        writer.Text(1, key);
        int any = writer.Begin(2);
        switch (value.Type)
        {
            case AttributeType.String:
                writer.Text(1, value.Text ?? "");
                break;
            case AttributeType.Bool:
                writer.Number(2, value.Bits);
                break;
            case AttributeType.Long:
                writer.Number(3, value.Bits);
                break;
            case AttributeType.Double:
                writer.Double(4, value.Double);
                break;
            default:
                break; // a value that is not set is how OTLP says null
        }

        writer.End(any);
        writer.End(pair);
    }
}
