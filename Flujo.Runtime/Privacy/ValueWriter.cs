using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Flujo.Privacy;

/// <summary>
/// Writes inputs, outputs and other values as sanitised text. Called on the caller's thread. Thread-safe; never throws:
/// what cannot be written is replaced by a text that says why, and a note is given.
/// </summary>
internal sealed class ValueWriter
{
    /// <summary>How many levels of a value are written.</summary>
    public const int MaxDepth = 64;

    private const string ReflectionIsThere =
        "Reached only where JsonSerializer.IsReflectionEnabledByDefault, which trimmed and ahead-of-time compiled programs switch off.";

    private readonly Sanitizer _sanitizer;
    private readonly Action<string>? _note;
    private readonly JsonSerializerOptions? _options;
    private readonly int _bound;

    /// <param name="sanitizer">Masks and cuts what is written; its longest limit is the most that is ever serialised.</param>
    /// <param name="resolver">Knows the project's types, or null.</param>
    /// <param name="note">Is told what could not be recorded as it should; called on the caller's thread.</param>
    /// <param name="allowReflection">Whether types that the resolver does not know are read by reflection; by default
    /// where the program has that.</param>
    public ValueWriter(Sanitizer sanitizer, IJsonTypeInfoResolver? resolver = null, Action<string>? note = null, bool? allowReflection = null)
    {
        _sanitizer = sanitizer;
        _note = note;
        _bound = sanitizer.WindowFor(Math.Max(sanitizer.Limits.PayloadBytes, sanitizer.Limits.TextBytes));
        _options = OptionsFor(resolver, allowReflection ?? JsonSerializer.IsReflectionEnabledByDefault, _bound);
    }

    /// <summary>The value as text of at most so many bytes.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="name">The parameter or attribute that the value belongs to, when there is one: <c>password</c> masks it.</param>
    /// <param name="declared">The type that the value was declared with, when that is known: serves where nobody knows the value's own.</param>
    public string Write(object? value, int maxBytes, string? name = null, Type? declared = null)
    {
        try
        {
            if (PlainText.Of(value) is { } text)
                return name is null ? _sanitizer.Sanitize(text, maxBytes) : _sanitizer.SanitizeNamed(name, text, maxBytes);
            if (name is not null && SecretNames.TryReadWhole(name, out SecretName secret) && secret.Kind != SecretNameKind.Token)
                return Redactor.Mask;
            SerializedValue written = Serialize(value, WindowFor(maxBytes), declared);
            return written.Json is { } json
                ? SanitizeJson(json.Written, written.IsWhole, written.EndIsCut, maxBytes)
                : _sanitizer.Sanitize(written.Text, maxBytes);
        }
        catch (Exception error)
        {
            return NotRecorded(ReasonOf(error));
        }
    }

    /// <inheritdoc cref="Sanitizer.WindowFor"/>
    public int WindowFor(int maxBytes) => _sanitizer.WindowFor(maxBytes);

    /// <inheritdoc cref="Sanitizer.SanitizeJson"/>
    public string SanitizeJson(ReadOnlySpan<byte> json, bool isWhole, bool endIsCut, int maxBytes) =>
        _sanitizer.SanitizeJson(json, isWhole, endIsCut, maxBytes);

    /// <summary>The value as JSON or as text, not yet sanitised. Never throws.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="bound">How many bytes are enough.</param>
    /// <param name="declared">See <see cref="Write"/>.</param>
    public SerializedValue Serialize(object? value, int bound, Type? declared = null)
    {
        try
        {
            if (PlainText.Of(value) is { } text)
                return new(null, text);
            if (value is Exception error)
                return new(null, _sanitizer.Feedback(error));
            return IsUnreadable(value!) ? new(null, NotRecorded("a value of type", value!)) : ToJson(value!, bound, declared);
        }
        catch (Exception error)
        {
            return new(null, NotRecorded(ReasonOf(error)));
        }
    }

    private SerializedValue ToJson(object value, int bound, Type? declared)
    {
        JsonTypeInfo? type = null;
        bool writesItself = value is JsonElement or JsonDocument or JsonNode;
        if (!writesItself && (type = TypeInfoOf(value, declared)) is null)
            return new(null, ByToString(value));
        BoundedBuffer buffer = new(bound);
        bool isWhole = true;
        bool endIsCut = false;
        try
        {
            JsonWriterOptions options = new() { Encoder = ReadableJsonEncoder.Instance, SkipValidation = true };
            using Utf8JsonWriter writer = new(buffer, options);
            Serialize(writer, value, type, _bound);
        }
        catch (BoundReachedException reached)
        {
            isWhole = false;
            endIsCut = reached.InsideString;
        }
        return new(buffer, null, isWhole, endIsCut);
    }

    /// <summary>Of the value's own type; where only the declared one is known (a list as <c>IReadOnlyList</c>), of that.</summary>
    private JsonTypeInfo? TypeInfoOf(object value, Type? declared)
    {
        if (_options is null)
            return null;
        if (_options.TryGetTypeInfo(value.GetType(), out JsonTypeInfo? type))
            return type;
        return declared is not null && declared != typeof(object) && _options.TryGetTypeInfo(declared, out type) ? type : null;
    }

    private static void Serialize(Utf8JsonWriter writer, object value, JsonTypeInfo? type, int bound)
    {
        switch (value)
        {
            case JsonElement element:
                BoundedJson.Write(writer, element, bound);
                break;
            case JsonDocument document:
                BoundedJson.Write(writer, document.RootElement, bound);
                break;
            case JsonNode node:
                BoundedJson.Write(writer, node, bound);
                break;
            default:
                JsonSerializer.Serialize(writer, value, type!);
                break;
        }
    }

    private string ByToString(object value)
    {
        // ToString of a record writes every property, and by their ToString what is in it.
        if (RedactMarks.AreWithin(value.GetType()))
            return NotRecorded("properties are marked [FlujoRedact] and there is no JSON type information for", value);
        _note?.Invoke($"{value.GetType()} was recorded by its ToString(): there is no JSON type information for it");
        return value.ToString() ?? "";
    }

    // What does work, holds a handle, or would be used up by reading it.
    private static bool IsUnreadable(object value) =>
        value is Delegate or Task or Stream or TextReader or TextWriter or CancellationToken or CancellationTokenSource or MemberInfo
            or Thread or IServiceProvider
        || RecordedProperties.IsLazy(value);

    private static string ReasonOf(Exception error) => error switch
    {
        MarkedTypeException => "properties are marked [FlujoRedact], and a converter of its own writes the type",
        GetterException { InnerException: { } inner } => $"{inner.GetType().Name} in a getter",
        JsonException => $"a cycle, or more than {MaxDepth} levels",
        ArgumentException => "NaN, infinity, or another value that JSON does not have",
        _ => error.GetType().Name,
    };

    private string NotRecorded(string what, object value) => NotRecorded($"{what} {value.GetType().Name}");

    private string NotRecorded(string reason)
    {
        string text = $"(not recorded: {reason})";
        try
        {
            _note?.Invoke(text);
        }
        catch (Exception)
        {
            // A listener's failure must not reach the program either.
        }
        return text;
    }

    private static JsonSerializerOptions? OptionsFor(IJsonTypeInfoResolver? resolver, bool allowReflection, int bound)
    {
        // Fields are those of tuples: see RecordedProperties.
        JsonSerializerOptions options = new() { MaxDepth = MaxDepth, IncludeFields = true };
        if (allowReflection)
            resolver = AddReflection(options, resolver);
        if (resolver is null)
            return null;
        options.TypeInfoResolver = resolver.WithAddedModifier(RecordedProperties.Apply);
        options.Converters.Add(new BoundedStringConverter(bound));
        options.Converters.Add(new BoundedElementConverter(bound));
        options.Converters.Add(new BoundedDocumentConverter(bound));
        options.Converters.Add(new BoundedNodeConverter(bound));
        options.MakeReadOnly();
        return options;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = ReflectionIsThere)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = ReflectionIsThere)]
    private static IJsonTypeInfoResolver AddReflection(JsonSerializerOptions options, IJsonTypeInfoResolver? resolver)
    {
        options.Converters.Add(new JsonStringEnumConverter());
        DefaultJsonTypeInfoResolver reflection = new();
        return resolver is null ? reflection : JsonTypeInfoResolver.Combine(resolver, reflection);
    }
}
