using System.Buffers;

namespace Flujo.Privacy;

/// <summary>
/// A buffer that ends the writing once it holds so many bytes. The writer puts whole tokens into it, so it may hold one
/// token more, and never a part of one.
/// </summary>
internal sealed class BoundedBuffer(int bound) : IBufferWriter<byte>
{
    // More than a string of the bound's length can need when each character is escaped; less than a big byte array does.
    private const int LargestToken = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _written = new(1024);

    public ReadOnlySpan<byte> Written => _written.WrittenSpan;

    public void Advance(int count) => _written.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ThrowWhenFull(sizeHint);
        return _written.GetMemory(sizeHint);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        ThrowWhenFull(sizeHint);
        return _written.GetSpan(sizeHint);
    }

    private void ThrowWhenFull(int sizeHint)
    {
        if (_written.WrittenCount >= bound || sizeHint > Math.Max(LargestToken, bound * 6))
            throw new BoundReachedException(insideString: false);
    }
}
