using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flujo.Privacy;

/// <summary>
/// Writes JSON that the program already has as such, and of a string that is longer than all that is wanted the beginning only: what such values write themselves is
/// escaped as a whole first.
/// </summary>
internal static class BoundedJson
{
    public static void Write(Utf8JsonWriter writer, JsonNode? node, int bound)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject properties:
                WriteObject(writer, properties, bound);
                break;
            case JsonArray items:
                EnsureDepth(writer);
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                    Write(writer, item, bound);
                writer.WriteEndArray();
                break;
            case JsonValue value when value.TryGetValue(out JsonElement element):
                Write(writer, element, bound);
                break;
            case JsonValue value when value.TryGetValue(out string? text):
                WriteString(writer, text, bound);
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    public static void Write(Utf8JsonWriter writer, JsonElement element, int bound)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                EnsureDepth(writer);
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    if (JsonMarshal.GetRawUtf8PropertyName(property).Length > bound)
                        throw new BoundReachedException(insideString: false);
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, bound);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                EnsureDepth(writer);
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                    Write(writer, item, bound);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String when JsonMarshal.GetRawUtf8Value(element) is { } raw && raw.Length > bound:
                writer.WriteRawValue([.. "\""u8, .. raw.Slice(1, WholeCharacters(raw[1..^1], bound)), .. "\""u8], skipInputValidation: true);
                throw new BoundReachedException(insideString: true);
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    public static void WriteString(Utf8JsonWriter writer, string text, int bound)
    {
        if (text.Length <= bound)
        {
            writer.WriteStringValue(text);
            return;
        }
        writer.WriteStringValue(text.AsSpan(0, TextCut.PrefixLength(text, bound)));
        throw new BoundReachedException(insideString: true);
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonObject properties, int bound)
    {
        EnsureDepth(writer);
        writer.WriteStartObject();
        foreach ((string name, JsonNode? value) in properties)
        {
            if (name.Length > bound)
                throw new BoundReachedException(insideString: false);
            writer.WritePropertyName(name);
            Write(writer, value, bound);
        }
        writer.WriteEndObject();
    }

    /// <summary>How many bytes at the start of an escaped string are whole characters and whole escapes.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> escaped, int bound)
    {
        int at = 0;
        while (true)
        {
            int length = escaped[at] switch
            {
                (byte)'\\' when escaped[at + 1] != 'u' => 2,
                (byte)'\\' when escaped[at + 2] is (byte)'d' or (byte)'D' && escaped[at + 3] is >= (byte)'8' and not (>= (byte)'C' and <= (byte)'F') and not (>= (byte)'c' and <= (byte)'f') => 12,
                (byte)'\\' => 6,
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
            if (at + length > bound)
                return at;
            at += length;
        }
    }

    private static void EnsureDepth(Utf8JsonWriter writer)
    {
        if (writer.CurrentDepth >= ValueWriter.MaxDepth)
            throw new JsonException();
    }
}
