using System.Runtime.CompilerServices;
using System.Text;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>Writes the fields of one body, one after another, little-endian. Texts are UTF-8 with their length before them.</summary>
internal unsafe ref struct RecordWriter(byte* body)
{
    private byte* _at = body;

    /// <summary>How many bytes were written.</summary>
    public readonly int LengthFrom(byte* start) => (int)(_at - start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Long(long value)
    {
        Unsafe.WriteUnaligned(_at, value);
        _at += 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Int(uint value)
    {
        Unsafe.WriteUnaligned(_at, value);
        _at += 4;
    }

    public void Byte(byte value) => *_at++ = value;

    public void Guid(Guid value)
    {
        value.TryWriteBytes(new Span<byte>(_at, 16));
        _at += 16;
    }

    /// <summary>Writes a text that is known to fit: see <see cref="SizeOf(string?)"/>.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Int(uint.MaxValue);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(text);
        Encoding.UTF8.GetBytes(text, new Span<byte>(_at + 4, length));
        Int((uint)length);
        _at += length;
    }

    public void Value(AttributeValue value)
    {
        Byte((byte)value.Type);
        if (value.Type == AttributeType.String)
        {
            Text(value.Text);
        }
        else
        {
            Long(value.Bits);
        }
    }

    /// <summary>The bytes that a text takes.</summary>
    public static int SizeOf(string? text) => 4 + (text is null ? 0 : Encoding.UTF8.GetByteCount(text));

    /// <summary>The bytes that a value takes.</summary>
    public static int SizeOf(AttributeValue value) => 1 + (value.Type == AttributeType.String ? SizeOf(value.Text) : 8);
}
