using Flujo.Draining;
using Flujo.Journal;
using Microsoft.Data.Sqlite;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A killed process's journal that holds all of its some thousand spans, and what stands where in it. Made once for all tests.</summary>
public class DeadJournalBytes : IDisposable
{
    private readonly StoreFolder _origin = new StoreFolder().WithStore();

    public DeadJournalBytes()
        : this(2_500)
    {
    }

    /// <param name="spans">How many it holds, at least.</param>
    private protected DeadJournalBytes(int spans)
    {
        using (SqliteConnection locked = _origin.Lock())
        using (ChildProcess child = ChildProcess.Start(_origin.Store, ["hoard", _origin.Reports(0), "7", $"{spans}"]))
        {
            child.ReadLine();
            child.Kill();
        }

        string path = _origin.Journals[0];
        Id = JournalPaths.IdOf(path);
        Bytes = File.ReadAllBytes(path);
        Records = [.. RecordsIn(Bytes)];
        UsedChunks = [.. Records.Select(static record => record.Chunk).Distinct()];
    }

    internal string Id { get; }

    internal byte[] Bytes { get; }

    internal IReadOnlyList<PlacedRecord> Records { get; }

    /// <summary>The chunks with records of spans.</summary>
    internal int[] UsedChunks { get; }

    public static int StartOf(int chunk) => JournalFormat.FileHeaderSize + (chunk * JournalFormat.ChunkSize);

    /// <summary>A folder with an empty store and these bytes as its dead journal.</summary>
    internal StoreFolder Place(byte[] bytes)
    {
        StoreFolder folder = new StoreFolder().WithStore();
        File.WriteAllBytes(JournalPaths.For(folder.Store, Id), bytes);
        return folder;
    }

    /// <summary>What the store says after everything but some records was stored: per span its run, number and status.</summary>
    internal List<string> SpansWithout(Func<PlacedRecord, bool> isLost)
    {
        PlacedRecord[] kept = [.. Records.Where(record => !isLost(record))];
        Dictionary<uint, string> runs = kept.Where(static record => record.Kind == RecordKind.RunStart)
            .ToDictionary(static record => record.Run, static record => record.RunId!);
        Dictionary<(uint, uint), FlujoStatus> ends = kept.Where(static record => record.Status is not null)
            .ToDictionary(static record => (record.Run, record.Span), static record => record.Status!.Value);
        return [.. kept.Where(record => record.Kind is RecordKind.RunStart or RecordKind.SpanStart && runs.ContainsKey(record.Run))
            .Select(record => $"{runs[record.Run]}|{record.Span}|{(int)ends.GetValueOrDefault((record.Run, record.Span), FlujoStatus.Interrupted)}")
            .Order(StringComparer.Ordinal)];
    }

    internal static List<string> SpansIn(SqliteConnection store) =>
        [.. store.Rows("SELECT r.run_id, s.span_no, s.status FROM span_rows s JOIN run_rows r USING (run_no)").Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _origin.Dispose();
        GC.SuppressFinalize(this);
    }

    private static IEnumerable<PlacedRecord> RecordsIn(byte[] bytes)
    {
        var records = new List<PlacedRecord>();
        for (int chunk = 0; StartOf(chunk + 1) <= bytes.Length; chunk++)
        {
            ReadOnlySpan<byte> memory = bytes.AsSpan(StartOf(chunk), JournalFormat.ChunkSize);
            if (!ChunkReader.TryReadHeader(memory, out uint generation, out bool constants) || constants)
            {
                continue;
            }

            var reader = new ChunkReader(chunk, generation, JournalFormat.ChunkHeaderSize);
            while (reader.TryPeek(memory, out RecordKind kind, out ReadOnlySpan<byte> body))
            {
                int offset = reader.Offset;
                reader.Advance(body.Length);
                records.Add(PlacedRecord.Read(chunk, offset, reader.Offset, kind, body));
            }
        }

        return records;
    }
}

/// <summary>A smaller one, for rounds by the hundred thousand.</summary>
public sealed class SmallDeadJournal() : DeadJournalBytes(spans: 40);

/// <summary>A record and its place: chunk, and offsets in it.</summary>
internal sealed record PlacedRecord(int Chunk, int From, int To, RecordKind Kind, uint Run, uint Span, string? RunId, FlujoStatus? Status)
{
    public static PlacedRecord Read(int chunk, int from, int to, RecordKind kind, ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        reader.Long();
        uint run = reader.Int();
        uint second = reader.Int();
        long third = reader.Long();
        return kind switch
        {
            RecordKind.RunStart => new(chunk, from, to, kind, run, 1, reader.Guid().ToString("n"), null),
            RecordKind.RunEnd => new(chunk, from, to, kind, run, 1, null, (FlujoStatus)second),
            RecordKind.SpanEnd => new(chunk, from, to, kind, run, second, null, (FlujoStatus)LastWord(ref reader)),
            _ => new(chunk, from, to, kind, run, second, null, null),
        };
    }

    private static uint LastWord(ref RecordReader reader)
    {
        reader.Int();
        return reader.Int();
    }
}
