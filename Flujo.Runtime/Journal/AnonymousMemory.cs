using System.Runtime.InteropServices;

namespace Flujo.Journal;

/// <summary>A journal without a file: nothing survives a kill.</summary>
internal sealed unsafe class AnonymousMemory : IJournalMemory
{
    public byte* Header { get; } = Allocate(JournalFormat.FileHeaderSize);

    public byte* Grow(int chunks) => Allocate(chunks * JournalFormat.ChunkSize);

    private static byte* Allocate(int bytes) => (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 4096) is var address && address != null
        ? Zeroed(address, bytes)
        : null;

    private static byte* Zeroed(byte* address, int bytes)
    {
        new Span<byte>(address, bytes).Clear();
        return address;
    }
}
