namespace Flujo.Journal;

/// <summary>Where a journal's bytes are. Called under the pool's lock; addresses stay valid for the life of the process.</summary>
internal unsafe interface IJournalMemory
{
    /// <summary>What stands before the first chunk: <see cref="JournalFormat.FileHeaderSize"/> bytes.</summary>
    byte* Header { get; }

    /// <summary>Adds memory for chunks, zeroed and backed by real storage.</summary>
    /// <returns>The address of the first of them, or null when there is no more room on the disk.</returns>
    byte* Grow(int chunks);
}
