using System.Buffers;
using System.Text.Json;

namespace Flujo.Privacy;

/// <summary>
/// Writes the arguments of one call as a JSON object, each under its parameter's name, which thereby counts for the redactor. One call, one writer, one thread. Never
/// throws; what does not fit is left out, and the text says so.
/// </summary>
internal sealed class ArgumentsWriter
{
    private readonly ValueWriter _values;
    private readonly int _maxBytes;
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly Utf8JsonWriter _json;
    private readonly int _window;
    private bool _isFull;
    private bool _endIsCut;

    public ArgumentsWriter(ValueWriter values, int maxBytes)
    {
        _values = values;
        _maxBytes = maxBytes;
        _window = values.WindowFor(maxBytes);
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = ReadableJsonEncoder.Instance, SkipValidation = true });
        _json.WriteStartObject();
    }

    /// <param name="name">The parameter's.</param>
    /// <param name="value">Anything.</param>
    /// <param name="declared">The parameter's type.</param>
    public void Add(string name, object? value, Type declared)
    {
        if (_isFull)
        {
            return;
        }

        SerializedValue written = _values.Serialize(value, _window, declared);
        _json.WritePropertyName(name);
        if (written.Json is { } json)
        {
            _json.WriteRawValue(json.Written, skipInputValidation: true);
            _endIsCut = written.EndIsCut;
            _isFull = !written.IsWhole;
        }
        else if (PlainText.IsJsonLiteral(value))
        {
            _json.WriteRawValue(written.Text!, skipInputValidation: true);
        }
        else
        {
            AddText(written.Text ?? "");
        }

        _isFull |= _json.BytesCommitted + _json.BytesPending >= _window;
    }

    /// <summary>Says something in place of a value.</summary>
    public void AddRemark(string name, string remark)
    {
        if (!_isFull)
        {
            _json.WriteString(name, remark);
        }
    }

    /// <summary>The sanitised text.</summary>
    public string Finish()
    {
        if (!_isFull)
        {
            _json.WriteEndObject();
        }

        _json.Flush();
        return _values.SanitizeJson(_buffer.WrittenSpan, isWhole: !_isFull, _endIsCut, _maxBytes);
    }

    private void AddText(string text)
    {
        int length = TextCut.PrefixLength(text, _window);
        _json.WriteStringValue(text.AsSpan(0, length));
        _endIsCut = _isFull = length < text.Length;
    }
}
