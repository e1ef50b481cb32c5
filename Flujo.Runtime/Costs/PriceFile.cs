using System.Text;
using System.Text.Json;
using Flujo.Diagnostics;

namespace Flujo.Costs;

/// <summary>
/// Reads a table of prices from a JSON file; docs/prices.md has its schema. Never throws: a file that cannot be read gives a note and no table, an entry that makes no
/// sense gives a note and is left out.
/// </summary>
internal static class PriceFile
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const string Unit = "usd_per_million_tokens";

    public static PriceList? Read(string path)
    {
        try
        {
            // Not by its length: a device has none, and no end.
            byte[] bytes = new byte[LargestFile + 1];
            using FileStream file = File.OpenRead(path);
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LargestFile)
            {
                return Refuse(path, $"it has more than {LargestFile} bytes, and no table of prices has");
            }

            ReadOnlyMemory<byte> json = bytes.AsMemory(0, length);
            json = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
            var options = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using JsonDocument document = JsonDocument.Parse(json, options);
            return Read(path, document.RootElement);
        }
        catch (JsonException error)
        {
            return Refuse(path, $"it is no JSON: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse(path, error.Message);
        }
    }

    private static PriceList? Read(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("models", out JsonElement models) || models.ValueKind != JsonValueKind.Object)
        {
            return Refuse(path, "it has no object \"models\"");
        }

        if (root.TryGetProperty("unit", out JsonElement unit) && !(unit.ValueKind == JsonValueKind.String && unit.ValueEquals(Unit)))
        {
            return Refuse(path, $"its unit is {PriceCheck.Shown(unit.GetRawText())}, and the only one is \"{Unit}\"");
        }

        foreach (JsonProperty field in root.EnumerateObject())
        {
            if (field.Name is not ("table" or "unit" or "models") && !field.Name.StartsWith('$'))
            {
                Notes.Write(PriceCheck.Cause, $"{path}: {PriceCheck.Shown(field.Name)} is none of table, unit and models, and has no meaning");
            }
        }

        string? name = root.TryGetProperty("table", out JsonElement table) && table.ValueKind == JsonValueKind.String ? table.GetString() : null;
        var prices = new Dictionary<string, FlujoPrice>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty entry in models.EnumerateObject())
        {
            if (Entry(entry.Value, out FlujoPrice? price) is { } problem || (problem = PriceCheck.Problem(entry.Name, price)) is not null)
            {
                Notes.Write(PriceCheck.Cause, $"{path}, model {PriceCheck.Shown(entry.Name)}: {problem}. The entry is left out; costs of this model are unknown");
            }
            else if (!prices.TryAdd(entry.Name, price!))
            {
                Notes.Write(PriceCheck.Cause, $"{path}, model {PriceCheck.Shown(entry.Name)} has two entries. The first one holds");
            }
        }

        return new PriceList(PriceCheck.NameOf(name, Path.GetFileName(path)), prices);
    }

    /// <returns>What is wrong with the entry, or null.</returns>
    private static string? Entry(JsonElement entry, out FlujoPrice? price)
    {
        price = null;
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return "it is no object with prices";
        }

        decimal? input = null, output = null, cachedInput = null, reasoning = null;
        foreach (JsonProperty field in entry.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (field.Value.ValueKind != JsonValueKind.Number || !field.Value.TryGetDecimal(out decimal value))
            {
                return $"{PriceCheck.Shown(field.Name)} is no number";
            }

            switch (field.Name)
            {
                case "input":
                    input = value;
                    break;
                case "output":
                    output = value;
                    break;
                case "cached_input":
                    cachedInput = value;
                    break;
                case "reasoning":
                    reasoning = value;
                    break;
                default:
                    return $"{PriceCheck.Shown(field.Name)} is none of input, output, cached_input and reasoning";
            }
        }

        price = new FlujoPrice(input, output, cachedInput, reasoning);
        return null;
    }

    private static PriceList? Refuse(string path, string reason)
    {
        Notes.Write("price_file_unreadable", $"{path} gives no prices: {reason}. Costs that the provider does not give are unknown");
        return null;
    }
}
