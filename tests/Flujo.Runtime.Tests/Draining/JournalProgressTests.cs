using System.Runtime.InteropServices;
using Flujo.Draining;
using Flujo.Journal;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

public sealed class JournalProgressTests
{
    [Fact]
    public void UnknownChunk_IsReadFromItsBeginning() => Assert.Equal(JournalFormat.ChunkHeaderSize, JournalProgress.OffsetFor([], 3, 1));

    [Fact]
    public void SameGeneration_IsReadOnWhereItStood() => Assert.Equal(128, JournalProgress.OffsetFor(Of(0, 0, 5, 128), 1, 5));

    [Fact]
    public void OtherGeneration_IsReadFromItsBeginning() => Assert.Equal(JournalFormat.ChunkHeaderSize, JournalProgress.OffsetFor(Of(0, 0, 5, 128), 1, 6));

    [Theory]
    [InlineData(0u)]
    [InlineData(63u)]
    [InlineData(65537u)]
    [InlineData(uint.MaxValue)]
    public void ImpossibleOffset_EndsTheChunk(uint offset) => Assert.Equal(JournalFormat.ChunkSize, JournalProgress.OffsetFor(Of(5, offset), 0, 5));

    [Fact]
    public void TornProgress_IsNoException() => Assert.Equal(JournalFormat.ChunkHeaderSize, JournalProgress.OffsetFor([1, 2, 3], 0, 1));

    [Fact]
    public void After_MovesWhatWasReadAndKeepsTheRest()
    {
        byte[] after = JournalProgress.After(Of(1, 64, 2, 200), [new DrainCursor(new byte[JournalFormat.ChunkSize], 2, 9, 400)], chunks: 4);
        Assert.Equal([1u, 64, 2, 200, 9, 400, 0, 0], MemoryMarshal.Cast<byte, uint>(after).ToArray());
    }

    [Fact]
    public void After_NeverForgetsChunks() => Assert.Equal(Of(1, 64, 2, 200), JournalProgress.After(Of(1, 64, 2, 200), [], chunks: 1));

    private static byte[] Of(params uint[] words) => MemoryMarshal.AsBytes<uint>(words).ToArray();
}
