using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flujo.Privacy;

/// <summary>See <see cref="BoundedJson"/>.</summary>
internal sealed class BoundedElementConverter(int bound) : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => BoundedJson.Write(writer, value, bound);
}
