namespace Flujo.Export;

/// <summary>How a batch is written. OTLP over gRPC is not offered: every receiver that speaks it speaks HTTP as well.</summary>
internal enum OtlpProtocol
{
    /// <summary><c>http/protobuf</c>, the default.</summary>
    Protobuf,

    /// <summary><c>http/json</c>.</summary>
    Json,
}
