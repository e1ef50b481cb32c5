using System.Text.Json;
using System.Text.Json.Serialization;

namespace Flujo.Privacy;

/// <summary>Writes strings as they are, and of one that is longer than all that is wanted the beginning only: the writer
/// would ask for up to six bytes for each of its characters at once.</summary>
internal sealed class BoundedStringConverter(int bound) : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => BoundedJson.WriteString(writer, value, bound);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        if (value.Length > bound)
            throw new BoundReachedException(insideString: false);
        writer.WritePropertyName(value);
    }
}
