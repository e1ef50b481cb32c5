using System.Buffers.Binary;
using System.Text;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>
/// Reads the fields of one body in the order in which <see cref="RecordWriter"/> wrote them. The bytes may come from a damaged file: a read beyond the end
/// gives zero or null and sets <see cref="Failed"/>, never an exception.
/// </summary>
internal ref struct RecordReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>Whether the body was shorter than what was asked of it.</summary>
    public bool Failed { get; private set; }

    /// <summary>Whether everything was read: a body may have grown at its end since it was written.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    public long Long()
    {
        ReadOnlySpan<byte> bytes = Next(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    public uint Int()
    {
        ReadOnlySpan<byte> bytes = Next(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public byte Byte()
    {
        ReadOnlySpan<byte> bytes = Next(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public Guid Guid()
    {
        ReadOnlySpan<byte> bytes = Next(16);
        return bytes.IsEmpty ? default : new Guid(bytes);
    }

    public string? Text()
    {
        uint length = Int();
        return length == uint.MaxValue || length > _rest.Length ? Fail(length) : Encoding.UTF8.GetString(Next((int)length));
    }

    public AttributeValue Value()
    {
        var type = (AttributeType)Byte();
        return type switch
        {
            AttributeType.String => AttributeValue.Of(Text() ?? ""),
            AttributeType.Null or AttributeType.Long or AttributeType.Double or AttributeType.Bool => new AttributeValue(type, null, Long()),
            _ => Unknown(),
        };
    }

    private AttributeValue Unknown()
    {
        Failed = true;
        return default;
    }

    private string? Fail(uint length)
    {
        Failed |= length != uint.MaxValue;
        return null;
    }

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > _rest.Length)
        {
            Failed = true;
            return default;
        }

        ReadOnlySpan<byte> bytes = _rest[..count];
        _rest = _rest[count..];
        return bytes;
    }
}
