using System.Globalization;
using System.Numerics;
using System.Text;

namespace Flujo.Privacy;

/// <summary>Writes the values that need no JSON: invariant numbers, ISO 8601 dates, enums by name.</summary>
internal static class PlainText
{
    // Writing a number takes time quadratic in its length.
    private const long MostBits = 8192;

    /// <summary>Whether the value's text is JSON as it stands: numbers that JSON has, booleans and null.</summary>
    public static bool IsJsonLiteral(object? value) => value switch
    {
        null or bool or sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or nint or nuint or decimal => true,
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        Half number => Half.IsFinite(number),
        _ => false,
    };

    /// <summary>The value as text; null when its type needs more than that.</summary>
    public static string? Of(object? value)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return value switch
        {
            null => "null",
            string text => text,
            bool flag => flag ? "true" : "false",
            char or Guid or Version or Rune => value.ToString(),
            Enum constant => constant.ToString(),
            DateTime time => time.ToString("O", invariant),
            DateTimeOffset time => time.ToString("O", invariant),
            DateOnly date => date.ToString("O", invariant),
            TimeOnly time => time.ToString("O", invariant),
            TimeSpan span => span.ToString("c", invariant),
            sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or nint or nuint
                or float or double or Half or decimal => ((IFormattable)value).ToString(null, invariant),
            BigInteger number when number.GetBitLength() <= MostBits => number.ToString(invariant),
            BigInteger number => string.Create(invariant, $"(an integer of {number.GetBitLength()} bits)"),
            Uri uri => uri.OriginalString,
            StringBuilder builder => builder.ToString(0, Math.Min(builder.Length, 1024 * 1024)),
            byte[] bytes => string.Create(invariant, $"({bytes.Length} bytes)"),
            ReadOnlyMemory<byte> bytes => string.Create(invariant, $"({bytes.Length} bytes)"),
            Memory<byte> bytes => string.Create(invariant, $"({bytes.Length} bytes)"),
            Type type => type.FullName ?? type.Name,
            _ => null,
        };
    }
}
