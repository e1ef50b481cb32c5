using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Flujo.Lens.Terminal;

/// <summary>
/// Writes one JSON document to stdout. It is complete before its first byte is written, so that an error leaves stdout
/// empty.
/// </summary>
internal static class JsonOutput
{
    private const int DeepestIndented = 500;

    private static readonly JavaScriptEncoder Encoder = MakeEncoder();

    /// <summary>Indented for people and on one line for pipes.</summary>
    /// <param name="context">Where to write.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="depth">How deep the document is nested; a very deep one is not indented, it would be nothing but spaces.</param>
    public static void WriteJson(this LensContext context, Action<Utf8JsonWriter> write, int depth = 0)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Encoder = Encoder,
            Indented = context.IsTerminal && depth <= DeepestIndented,
            MaxDepth = int.MaxValue,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        context.Out.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        context.Out.Write('\n');
    }

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            json.WriteString(name, Words.Iso(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, Normalize(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>An object of attributes, whose values are strings, longs, doubles, booleans and nulls.</summary>
    public static void WriteAttributes(this Utf8JsonWriter json, IReadOnlyDictionary<string, object?> attributes)
    {
        json.WriteStartObject("attributes");
        foreach ((string key, object? value) in attributes)
        {
            json.WritePropertyName(key);
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Without zeros at the end: 0.5000 is 0.5.</summary>
    private static decimal Normalize(decimal number) => number / 1.000000000000000000000000000m;

    /// <summary>Any language's letters as they are; controls escaped, and those that turn text around as well.</summary>
    private static JavaScriptEncoder MakeEncoder()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('\u061C', '\u200E', '\u200F', '\uFEFF', '\uFFF9', '\uFFFA', '\uFFFB');
        settings.ForbidRange(UnicodeRange.Create('\u2028', '\u202E'));
        settings.ForbidRange(UnicodeRange.Create('\u2066', '\u2069'));
        return JavaScriptEncoder.Create(settings);
    }
}
