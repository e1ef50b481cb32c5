using Flujo.Journal;
using Flujo.Vocabulary;

namespace Flujo.Draining;

/// <summary>
/// A dead process's journal, read with plain reads (never mapped: another program may truncate it). Damaged bytes end a chunk's records, no more.
/// </summary>
internal sealed class DeadJournal : IConstants
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<uint, CallSite> _callSites = [];
    private readonly List<(int Index, uint Generation, byte[] Bytes)> _chunks = [];

    private DeadJournal(JournalHeader header, IReadOnlyList<RunDrops> drops)
    {
        Header = header;
        Drops = drops;
    }

    public JournalHeader Header { get; }

    /// <summary>What was dropped of runs whose end was not recorded, and of no run.</summary>
    public IReadOnlyList<RunDrops> Drops { get; }

    public int ChunkCount { get; private set; }

    /// <summary>Chunks that hold something, and nothing that can be read.</summary>
    public int LostChunks { get; private set; }

    /// <summary>Reads a journal whole, or says why it is none.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="journalId">The id in its name: a header that says another is damaged.</param>
    /// <param name="problem">Why null was returned.</param>
    /// <param name="isNewer">Whether it was written by a newer program, which will know what to do with it.</param>
    public static DeadJournal? TryRead(Stream file, string journalId, out string problem, out bool isNewer)
    {
        byte[] head = new byte[JournalFormat.HeaderPageSize];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        isNewer = JournalHeader.IsNewer(head.AsSpan(0, read));
        JournalHeader? header = JournalHeader.TryRead(head.AsSpan(0, read), out problem);
        if (header is null)
        {
            return null;
        }

        if (header.JournalId != journalId)
        {
            problem = "its header is damaged";
            return null;
        }

        byte[] table = new byte[header.Size - head.Length];
        read = file.ReadAtLeast(table, table.Length, throwOnEndOfStream: false);
        var journal = new DeadJournal(header, DropTable.Read(table.AsSpan(0, read)));
        byte[] bytes = new byte[JournalFormat.ChunkSize];
        for (int index = 0; (read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > JournalFormat.ChunkHeaderSize; index++)
        {
            bytes.AsSpan(read).Clear();
            journal.Add(index, bytes);
            journal.ChunkCount = index + 1;
        }

        return journal;
    }

    /// <summary>The chunks that may hold records, each from where the store's progress says.</summary>
    public List<DrainCursor> Cursors(ReadOnlySpan<byte> progress)
    {
        var cursors = new List<DrainCursor>(_chunks.Count);
        foreach ((int index, uint generation, byte[] bytes) in _chunks)
        {
            cursors.Add(new DrainCursor(bytes, index, generation, JournalProgress.OffsetFor(progress, index, generation)));
        }

        return cursors;
    }

    public string? NameOf(uint id) => _names.GetValueOrDefault(id);

    public CallSite? CallSiteOf(uint id) => _callSites.TryGetValue(id, out CallSite site) ? site : null;

    private void Add(int index, byte[] bytes)
    {
        if (!ChunkReader.TryReadHeader(bytes, out uint generation, out _))
        {
            LostChunks += bytes.AsSpan().ContainsAnyExcept((byte)0) ? 1 : 0;
            return;
        }

        // What a chunk is for is told by its records, which have checksums, and not by its header, which has none.
        var reader = new ChunkReader(index, generation, JournalFormat.ChunkHeaderSize);
        if (!reader.TryPeek(bytes, out RecordKind first, out _))
        {
            LostChunks += reader.IsAtDamage(bytes) ? 1 : 0;
        }
        else if (first is RecordKind.Name or RecordKind.CallSite)
        {
            ReadConstants(bytes, index, generation);
        }
        else
        {
            _chunks.Add((index, generation, bytes.ToArray()));
        }
    }

    private void ReadConstants(byte[] bytes, int index, uint generation)
    {
        var reader = new ChunkReader(index, generation, JournalFormat.ChunkHeaderSize);
        while (reader.TryPeek(bytes, out RecordKind kind, out ReadOnlySpan<byte> body))
        {
            var record = new RecordReader(body);
            record.Long();
            uint id = record.Int();
            int line = (int)record.Int();
            string text = record.Text() ?? "";
            if (!record.Failed && kind == RecordKind.Name)
            {
                _names[id] = text;
            }
            else if (!record.Failed && kind == RecordKind.CallSite)
            {
                _callSites[id] = new CallSite(text, line);
            }

            reader.Advance(body.Length);
        }

        LostChunks += reader.IsAtDamage(bytes) ? 1 : 0;
    }
}
