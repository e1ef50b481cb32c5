using System.Text.Json.Nodes;
using Flujo.Export.Tests.Otlp;
using Google.Protobuf;

namespace Flujo.Export.Tests.Receiving;

/// <summary>Reads OTLP's JSON with Protocol Buffers' own parser, after its one difference from their JSON is undone: ids are hex there and base64 here.</summary>
internal static class OtlpJsonReading
{
    private static readonly string[] Ids = ["traceId", "spanId", "parentSpanId"];

    public static ExportTraceServiceRequest Parse(byte[] json)
    {
        JsonNode document = JsonNode.Parse(json)!;
        foreach (JsonObject span in document["resourceSpans"]!.AsArray()
            .SelectMany(static each => each!["scopeSpans"]!.AsArray())
            .SelectMany(static each => each!["spans"]!.AsArray())
            .Select(static each => each!.AsObject()))
        {
            foreach (string id in Ids.Where(span.ContainsKey))
            {
                span[id] = Convert.ToBase64String(Convert.FromHexString(span[id]!.GetValue<string>()));
            }
        }

        return JsonParser.Default.Parse<ExportTraceServiceRequest>(document.ToJsonString());
    }
}
