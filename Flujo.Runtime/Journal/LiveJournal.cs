using System.Diagnostics;
using Flujo.Vocabulary;

namespace Flujo.Journal;

/// <summary>The journal of this process: memory, chunks, constants and clock. Made on the caller's thread; <see cref="Beat"/> and <see cref="End"/> belong to the drainer.</summary>
internal sealed unsafe class LiveJournal
{
    private const int MostAttempts = 5;
    private readonly IJournalMemory _memory;

    // Owned by the drainer, once the constructor has written the first.
    private long _beats;

    private LiveJournal(IJournalMemory memory, string id, long maxBytes, TimeSpan maxBlock, Action wakeDrainer)
    {
        _memory = memory;
        Id = id;
        Clock = TickClock.StartNow();
        StartedAtNs = Clock.Anchors[0].UtcNs;
        Pool = new ChunkPool(memory, maxBytes, maxBlock, wakeDrainer);
        Constants = new ConstantsWriter(Pool);
        Span<byte> header = Header;
        JournalHeader.WriteAnchor(header, 0, Clock.Anchors[0]);
        JournalHeader.WriteHeartbeat(header, _beats++, StartedAtNs);
        ProcessIdentity process = ProcessIdentity.Current;
        new JournalHeader
        {
            JournalId = id,
            BootId = process.BootId,
            Program = process.Program,
            ProgramVersion = process.ProgramVersion,
            Host = process.Host,
            ProcessId = process.ProcessId,
            TicksPerSecond = Stopwatch.Frequency,
        }.WriteTo(header);
    }

    /// <summary>16 hex digits, random.</summary>
    public string Id { get; }

    /// <summary>Its file, or null when it is in memory only.</summary>
    public string? Path => (_memory as JournalFile)?.Path;

    public ChunkPool Pool { get; }

    public ConstantsWriter Constants { get; }

    public TickClock Clock { get; }

    public long StartedAtNs { get; }

    private Span<byte> Header => new(_memory.Header, JournalFormat.HeaderPageSize);

    /// <summary>Makes a journal: in the file that <paramref name="pathOf"/> names, or in memory when it is null.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static LiveJournal Create(Func<string, string>? pathOf, long maxBytes, TimeSpan maxBlock, Action wakeDrainer)
    {
        for (int attempt = 1; ; attempt++)
        {
            string id = ((ulong)Random.Shared.NextInt64()).ToString("x16");
            try
            {
                IJournalMemory memory = pathOf is null ? new AnonymousMemory() : JournalFile.Create(pathOf(id));
                return new LiveJournal(memory, id, maxBytes, maxBlock, wakeDrainer);
            }
            catch (IOException) when (attempt < MostAttempts)
            {
                // Another process's recovery was looking at the file just then.
            }
        }
    }

    /// <summary>Shows that the process lives, and sets the clock right.</summary>
    public void Beat()
    {
        JournalHeader.WriteHeartbeat(Header, _beats++, WallClock.UtcNowNs());
        if (Clock.Renew())
        {
            JournalHeader.WriteAnchor(Header, Clock.Renewals, Clock.Anchors[^1]);
        }
    }

    /// <summary>Ends the journal: its file is deleted, or left to whoever opens the store next.</summary>
    public void End(bool delete)
    {
        if (_memory is JournalFile file)
        {
            if (delete)
            {
                file.Delete();
            }
            else
            {
                file.Abandon();
            }
        }
    }
}
