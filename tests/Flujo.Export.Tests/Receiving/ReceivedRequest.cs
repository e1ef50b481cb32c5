using Flujo.Export.Tests.Otlp;

namespace Flujo.Export.Tests.Receiving;

/// <summary>A request as it came in, decompressed.</summary>
internal sealed record ReceivedRequest(string Path, string ContentType, string Encoding, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private ExportTraceServiceRequest? _message;

    public bool IsJson => ContentType == "application/json";

    /// <summary>Read by Protocol Buffers' own library.</summary>
    public ExportTraceServiceRequest Message => _message ??= ExportTraceServiceRequest.Parser.ParseFrom(Body);

    public IEnumerable<Span> Spans => Message.ResourceSpans.SelectMany(static each => each.ScopeSpans).SelectMany(static each => each.Spans);
}
