namespace Flujo.Vocabulary;

/// <summary>An attribute's value without a box: a text, or 64 bits. Immutable.</summary>
internal readonly record struct AttributeValue(AttributeType Type, string? Text, long Bits)
{
    public static AttributeValue Of(string? text) => text is null ? new(AttributeType.Null, null, 0) : new(AttributeType.String, text, 0);

    public static AttributeValue Of(long value) => new(AttributeType.Long, null, value);

    public static AttributeValue Of(double value) => new(AttributeType.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static AttributeValue Of(bool value) => new(AttributeType.Bool, null, value ? 1 : 0);

    public double Double => BitConverter.Int64BitsToDouble(Bits);
}
