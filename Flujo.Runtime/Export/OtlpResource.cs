using System.Text.Json;
using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>
/// Who recorded a span, as the standard variables of that process say. Kept with the process's journal in the store, because another process may be the one that
/// sends its spans.
/// </summary>
internal static class OtlpResource
{
    private const string ServiceNameVariable = "OTEL_SERVICE_NAME";
    private const string AttributesVariable = "OTEL_RESOURCE_ATTRIBUTES";
    private const string ServiceName = "service.name";

    /// <summary>A JSON object of texts; null when the environment says nothing.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="problem">What could not be understood, for a note.</param>
    public static string? Read(Func<string, string?> variable, out string? problem)
    {
        problem = null;
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach ((string key, string value) in OtlpSettings.ReadPairs(AttributesVariable, variable(AttributesVariable)))
            {
                attributes[key] = value;
            }
        }
        catch (FormatException error)
        {
            problem = error.Message;
        }

        if (variable(ServiceNameVariable)?.Trim() is { Length: > 0 } name)
        {
            attributes[ServiceName] = name;
        }

        return attributes.Count == 0 ? null : Write(attributes);
    }

    /// <summary>What <see cref="Read"/> gave, and what is known of the process besides.</summary>
    public static IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes(
        string? json, string program, string? programVersion, string host, long processId)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        if (json is not null)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                attributes.Add(new(property.Name, AttributeValue.Of(property.Value.GetString())));
            }
        }

        AddMissing(attributes, ServiceName, AttributeValue.Of(program));
        if (!string.IsNullOrEmpty(programVersion))
        {
            AddMissing(attributes, "service.version", AttributeValue.Of(programVersion));
        }

        AddMissing(attributes, "host.name", AttributeValue.Of(host));
        AddMissing(attributes, "process.pid", AttributeValue.Of(processId));
        AddMissing(attributes, "telemetry.sdk.name", AttributeValue.Of("flujo"));
        AddMissing(attributes, "telemetry.sdk.language", AttributeValue.Of("dotnet"));
        AddMissing(attributes, "telemetry.sdk.version", AttributeValue.Of(OtlpScope.Version));
        return attributes;
    }

    private static void AddMissing(List<KeyValuePair<string, AttributeValue>> attributes, string key, AttributeValue value)
    {
        if (!attributes.Exists(each => each.Key == key))
        {
            attributes.Add(new(key, value));
        }
    }

    private static string Write(SortedDictionary<string, string> attributes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach ((string key, string value) in attributes)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
