using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Flujo.Privacy;

/// <summary>See <see cref="BoundedJson"/>.</summary>
internal sealed class BoundedNodeConverter(int bound) : JsonConverter<JsonNode>
{
    public override bool CanConvert(Type typeToConvert) => typeof(JsonNode).IsAssignableFrom(typeToConvert);

    public override JsonNode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, JsonNode value, JsonSerializerOptions options) => BoundedJson.Write(writer, value, bound);
}
