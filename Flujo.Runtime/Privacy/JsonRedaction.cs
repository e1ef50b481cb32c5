using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Flujo.Privacy;

/// <summary>
/// Masks secrets in a JSON document value by value, before they are escaped again: the name of a property counts, and a
/// quote inside a password does not hide the rest of it.
/// </summary>
internal sealed class JsonRedaction
{
    private const int MaxDepth = 256;

    private readonly Redactor _redactor;
    private readonly Utf8JsonWriter _writer;
    private readonly bool[] _pairIsSecret = new bool[MaxDepth + 2];

    /// <summary>The name that is waiting for its value, when it announces a secret.</summary>
    private SecretName? _secret;

    /// <summary>The depth of the object or list all of whose values are secret; int.MaxValue outside of one.</summary>
    private int _secretDepth = int.MaxValue;
    private bool _isPairName;
    private bool _isPairValue;

    private JsonRedaction(Redactor redactor, Utf8JsonWriter writer)
    {
        _redactor = redactor;
        _writer = writer;
    }

    /// <summary>The document with secrets masked. It may end anywhere; what is behind its last whole token is left out.</summary>
    public static string Apply(ReadOnlySpan<byte> json, Redactor redactor)
    {
        string text = Encoding.UTF8.GetString(json);
        // An escape could hide a trigger.
        if (!redactor.MayHoldSecret(text) && !text.Contains("\\u", StringComparison.Ordinal))
            return text;
        try
        {
            ArrayBufferWriter<byte> output = new(json.Length);
            JsonWriterOptions options = new()
            {
                Encoder = ReadableJsonEncoder.Instance,
                MaxDepth = MaxDepth + 1,
                SkipValidation = true,
            };
            using (Utf8JsonWriter writer = new(output, options))
                new JsonRedaction(redactor, writer).Rewrite(json);
            return Encoding.UTF8.GetString(output.WrittenSpan);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            // A converter of the user's has written what is not JSON.
            return redactor.Redact(text);
        }
    }

    private void Rewrite(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    Open(reader.CurrentDepth, _secret is { Kind: var kind } && HidesObjects(kind));
                    _writer.WriteStartObject();
                    break;
                case JsonTokenType.StartArray:
                    Open(reader.CurrentDepth, _secret is not null);
                    _writer.WriteStartArray();
                    break;
                case JsonTokenType.EndObject:
                    Close(reader.CurrentDepth);
                    _writer.WriteEndObject();
                    break;
                case JsonTokenType.EndArray:
                    Close(reader.CurrentDepth);
                    _writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    WriteName(reader.GetString()!, reader.CurrentDepth);
                    break;
                default:
                    WriteValue(ref reader);
                    _secret = null;
                    break;
            }
        }
    }

    private void Open(int depth, bool isSecret)
    {
        _pairIsSecret[depth + 1] = false;
        if (isSecret && _secretDepth == int.MaxValue)
            _secretDepth = depth;
        _secret = null;
    }

    // Below a password or a key all is secret. A token (of a parser), a secret (of Kubernetes) and an authorization may be
    // objects whose own names tell.
    private static bool HidesObjects(SecretNameKind kind) =>
        kind is SecretNameKind.Password or SecretNameKind.Passphrase or SecretNameKind.Pwd or SecretNameKind.Key;

    private void Close(int depth)
    {
        if (depth == _secretDepth)
            _secretDepth = int.MaxValue;
    }

    private void WriteName(string name, int depth)
    {
        _secret = SecretNames.TryReadWhole(name, out SecretName secret) ? secret : null;
        _isPairName = IsOneOf(name, "name", "key", "header", "field");
        _isPairValue = name.Equals("value", StringComparison.OrdinalIgnoreCase);
        if (_isPairValue && _pairIsSecret[depth])
            _secret = new SecretName(0, 0, SecretNameKind.Password, IsVague: false);
        _writer.WritePropertyName(_redactor.Redact(name));
    }

    private void WriteValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            string value = reader.GetString()!;
            if (_isPairName)
                _pairIsSecret[reader.CurrentDepth] = SecretNames.TryReadWhole(value, out _);
            _isPairName = false;
            _writer.WriteStringValue(IsSecret(value) ? Redactor.Mask : _redactor.Redact(value));
        }
        else if (reader.TokenType is JsonTokenType.Number)
        {
            string number = Encoding.UTF8.GetString(reader.ValueSpan);
            if (IsSecret(number) || _redactor.Redact(number) != number)
                _writer.WriteStringValue(Redactor.Mask);
            else
                _writer.WriteRawValue(number, skipInputValidation: true);
        }
        else
        {
            _writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
        }
    }

    private bool IsSecret(string value)
    {
        if (_secretDepth != int.MaxValue)
            return !Innocence.IsInnocent(value, default, isBare: false, AssignmentStyle.Tight);
        return _secret is { } name && !Innocence.IsInnocent(value, name, isBare: false, AssignmentStyle.Tight);
    }

    private static bool IsOneOf(string name, params ReadOnlySpan<string> names)
    {
        foreach (string candidate in names)
        {
            if (name.Equals(candidate, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
