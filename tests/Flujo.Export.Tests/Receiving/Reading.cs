using System.Globalization;
using Flujo.Export.Tests.Otlp;
using Google.Protobuf;

namespace Flujo.Export.Tests.Receiving;

/// <summary>Short ways to what tests ask of received messages.</summary>
internal static class Reading
{
    public static string Hex(this ByteString id) => Convert.ToHexStringLower(id.Span);

    /// <summary>The values by key; numbers and flags in the invariant culture.</summary>
    public static IReadOnlyDictionary<string, string> Values(this IEnumerable<KeyValue> attributes) => attributes.ToDictionary(
        static each => each.Key,
        static each => each.Value.ValueCase switch
        {
            AnyValue.ValueOneofCase.StringValue => each.Value.StringValue,
            AnyValue.ValueOneofCase.BoolValue => each.Value.BoolValue ? "true" : "false",
            AnyValue.ValueOneofCase.IntValue => each.Value.IntValue.ToString(CultureInfo.InvariantCulture),
            AnyValue.ValueOneofCase.DoubleValue => each.Value.DoubleValue.ToString(CultureInfo.InvariantCulture),
            _ => each.Value.ValueCase.ToString(),
        });
}
