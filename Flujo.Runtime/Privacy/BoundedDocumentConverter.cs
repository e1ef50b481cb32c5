using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flujo.Privacy;

/// <summary>See <see cref="BoundedJson"/>.</summary>
internal sealed class BoundedDocumentConverter(int bound) : JsonConverter<JsonDocument>
{
    public override JsonDocument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, JsonDocument value, JsonSerializerOptions options) => BoundedJson.Write(writer, value.RootElement, bound);
}
