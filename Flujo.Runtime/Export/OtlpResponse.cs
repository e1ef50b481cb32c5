using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Flujo.Export;

/// <summary>
/// Reads how many spans a receiver rejected from an <c>ExportTraceServiceResponse</c>. An answer that cannot be read rejects nothing: the status said that the
/// request was taken.
/// </summary>
internal static class OtlpResponse
{
    public static (long Rejected, string? Message) Read(ReadOnlySpan<byte> body, bool isJson)
    {
        try
        {
            return isJson ? ReadJson(body) : ReadProtobuf(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return (0, null);
        }
    }

    private static (long, string?) ReadJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        if (!document.RootElement.TryGetProperty("partialSuccess", out JsonElement partial))
        {
            return (0, null);
        }

        long rejected = !partial.TryGetProperty("rejectedSpans", out JsonElement count) ? 0
            : count.ValueKind == JsonValueKind.String ? long.Parse(count.GetString()!, CultureInfo.InvariantCulture)
            : count.GetInt64();
        return (rejected, partial.TryGetProperty("errorMessage", out JsonElement message) ? message.GetString() : null);
    }

    /// <summary>Field 1 is the partial success; in it, field 1 is the count and field 2 the message.</summary>
    private static (long, string?) ReadProtobuf(ReadOnlySpan<byte> body)
    {
        long rejected = 0;
        string? message = null;
        while (Next(ref body, out int field, out ulong number, out ReadOnlySpan<byte> nested))
        {
            if (field == 1)
            {
                while (Next(ref nested, out int inner, out number, out ReadOnlySpan<byte> text))
                {
                    rejected = inner == 1 ? (long)number : rejected;
                    message = inner == 2 ? Encoding.UTF8.GetString(text) : message;
                }
            }
        }

        return (rejected, message);
    }

    /// <summary>Takes the next field off; false at the end, and where the bytes make no sense.</summary>
    private static bool Next(ref ReadOnlySpan<byte> bytes, out int field, out ulong number, out ReadOnlySpan<byte> value)
    {
        field = 0;
        number = 0;
        value = default;
        if (bytes.IsEmpty || !Varint(ref bytes, out ulong tag))
        {
            return false;
        }

        field = (int)(tag >> 3);
        int length;
        switch (tag & 7)
        {
            case 0:
                return Varint(ref bytes, out number);
            case 2 when Varint(ref bytes, out ulong announced) && announced <= (ulong)bytes.Length:
                length = (int)announced;
                break;
            case 1 when bytes.Length >= 8:
                number = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                length = 8;
                break;
            case 5 when bytes.Length >= 4:
                length = 4;
                break;
            default:
                return false;
        }

        value = bytes[..length];
        bytes = bytes[length..];
        return true;
    }

    private static bool Varint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < bytes.Length && i < 10; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
