using System.Globalization;
using System.Text.Json;
using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>
/// Writes an <c>ExportTraceServiceRequest</c> as JSON: Protocol Buffers' JSON mapping with the exceptions that OTLP makes (ids in hex, enumerations as numbers; 64-bit integers are texts).
/// </summary>
internal static class OtlpJson
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ExportGroup> groups)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        foreach (ExportGroup group in groups)
        {
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, group.Resource);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", OtlpScope.Name);
            json.WriteString("version", OtlpScope.Version);
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (ExportSpan span in group.Spans)
            {
                Span(json, span);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Span(Utf8JsonWriter json, ExportSpan span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId);
        json.WriteString("spanId", SpanIds.Text(span.SpanId));
        if (span.ParentSpanId != 0)
        {
            json.WriteString("parentSpanId", SpanIds.Text(span.ParentSpanId));
        }

        json.WriteString("name", span.Name);
        json.WriteNumber("kind", OtlpProtobuf.InternalKind);
        json.WriteString("startTimeUnixNano", Digits(span.StartedAt));
        json.WriteString("endTimeUnixNano", Digits(span.EndedAt));
        Attributes(json, span.Attributes);
        json.WriteStartArray("events");
        foreach (ExportEvent item in span.Events)
        {
            json.WriteStartObject();
            json.WriteString("timeUnixNano", Digits(item.At));
            json.WriteString("name", item.Name);
            Attributes(json, item.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("status");
        OtlpStatus status = OtlpStatus.Of(span);
        if (status.Code != 0)
        {
            json.WriteString("message", status.Message);
            json.WriteNumber("code", status.Code);
        }

        json.WriteEndObject();
        json.WriteNumber("flags", OtlpProtobuf.FlagsOf(span));
        json.WriteEndObject();
    }

    private static void Attributes(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, AttributeValue>> attributes)
    {
        json.WriteStartArray("attributes");
        foreach ((string key, AttributeValue value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteStartObject("value");
            Value(json, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value.Type)
        {
            case AttributeType.String:
                json.WriteString("stringValue", value.Text);
                break;
            case AttributeType.Bool:
                json.WriteBoolean("boolValue", value.Bits != 0);
                break;
            case AttributeType.Long:
                json.WriteString("intValue", Digits(value.Bits));
                break;
            case AttributeType.Double when double.IsFinite(value.Double):
                json.WriteNumber("doubleValue", value.Double);
                break;
            case AttributeType.Double:
                json.WriteString("doubleValue", value.Double.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                break;
        }
    }

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);
}
