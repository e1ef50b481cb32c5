using System.Collections.ObjectModel;
using System.Text.Json;

namespace Flujo.Reading;

/// <summary>Reads an event's attributes, which are stored as a JSON object.</summary>
internal static class AttributeJson
{
    public static readonly IReadOnlyDictionary<string, object?> Empty = ReadOnlyDictionary<string, object?>.Empty;

    /// <summary>
    /// Strings, longs, doubles, booleans and nulls, in the order in which they stand. What is nested stays JSON text, and a
    /// text that is no JSON object at all is the value of <c>text</c>: a damaged row must not hide a whole run.
    /// </summary>
    public static IReadOnlyDictionary<string, object?> Parse(string? json)
    {
        if (string.IsNullOrEmpty(json) || json == "{}")
        {
            return Empty;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var attributes = new OrderedDictionary<string, object?>();
                foreach (JsonProperty property in document.RootElement.EnumerateObject())
                {
                    attributes[property.Name] = ValueOf(property.Value);
                }

                return attributes;
            }
        }
        catch (JsonException)
        {
            // Falls through to the text as it is.
        }

        return new OrderedDictionary<string, object?> { ["text"] = json };
    }

    private static object? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => null,
        JsonValueKind.Number => element.TryGetInt64(out long number) ? (object)number : element.GetDouble(),
        _ => element.GetRawText(),
    };
}
