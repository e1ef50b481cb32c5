using System.Buffers.Binary;
using System.Text;

namespace Flujo.Export;

/// <summary>
/// Writes the wire format of Protocol Buffers (protobuf.dev, "Encoding"): as much of it as OTLP needs. The length of a nested message is not known before it is written, so
/// four bytes are kept for it and filled in as a padded varint, which every reader has to accept. Used by one thread.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int LengthBytes = 4;

    private byte[] _buffer = new byte[64 * 1024];
    private int _length;

    private enum WireType
    {
        Varint = 0,
        Fixed64 = 1,
        LengthDelimited = 2,
        Fixed32 = 5,
    }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Begins a nested message.</summary>
    /// <returns>For <see cref="End"/>.</returns>
    public int Begin(int field)
    {
        Tag(field, WireType.LengthDelimited);
        Reserve(LengthBytes);
        _length += LengthBytes;
        return _length;
    }

    /// <summary>Ends the nested message that began there.</summary>
    public void End(int start)
    {
        int value = _length - start;
        for (int i = 0; i < LengthBytes; i++)
        {
            byte more = i < LengthBytes - 1 ? (byte)0x80 : (byte)0;
            _buffer[start - LengthBytes + i] = (byte)((value & 0x7F) | more);
            value >>= 7;
        }
    }

    public void Text(int field, string value)
    {
        int bytes = Encoding.UTF8.GetByteCount(value);
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)bytes);
        Reserve(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        _length += bytes;
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)value.Length);
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>An int64, an enumeration or a boolean.</summary>
    public void Number(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Fixed64(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_length), value);
        _length += 8;
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, WireType.Fixed32);
        Reserve(4);
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_length), value);
        _length += 4;
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (uint)type);

    private void Varint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _buffer[_length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[_length++] = (byte)value;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + bytes));
        }
    }
}
