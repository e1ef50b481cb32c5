using System.Runtime.InteropServices;
using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>
/// The sums that <c>stats</c> reads, per minute, hour and day of a span's start. A batch adds, for each span it touches, what the span counts
/// for after the batch, less what it counted for before: thus the sums stay exact whatever the order.
/// </summary>
internal sealed class Rollups
{
    public const int Minute = 60;
    public const int Hour = 3600;
    public const int Day = 86_400;

    /// <summary>Since this version of the schema there are days, and a row holds the durations of a whole bucket.</summary>
    public const int VersionWithDays = 5;

    private const long NsPerSecond = 1_000_000_000;

    private readonly Dictionary<Key, Sums> _sums = [];
    private readonly Dictionary<SlotsKey, SlotCounts> _slots = [];
    private readonly Dictionary<(long Bucket, long RunNo), (uint First, uint Last)> _runs = [];

    /// <summary>The bucket of a time, in seconds since 1970.</summary>
    public static long BucketOf(long utcNs, int grain) => Math.DivRem(utcNs, NsPerSecond * grain).Quotient * grain;

    /// <summary>Adds (sign 1) or takes away (sign -1) what a span counts for.</summary>
    public void Count(long pipelineNo, in SpanState span, int sign)
    {
        long minute = BucketOf(span.StartedAt, Minute);
        ref Sums sums = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _sums, new Key(minute, pipelineNo, span.NameNo, span.Kind, span.Status), out _);
        sums.Spans += sign;
        sums.Attempts += sign * span.Attempts;
        sums.Priced += span.Cost is null ? 0 : sign;
        sums.Cost += sign * (span.Cost ?? 0);
        sums.InputTokens += sign * span.InputTokens;
        sums.OutputTokens += sign * span.OutputTokens;
        if (span.EndedAt is { } ended)
        {
            sums.Ended += sign;
            sums.TotalNs += sign * (ended - span.StartedAt);
            if (span.Kind.IsStep())
            {
                SlotsOf(_slots, new SlotsKey(minute, pipelineNo, span.NameNo)).Add(DurationSlots.SlotOf(ended - span.StartedAt), sign);
            }
        }
    }

    /// <summary>Notes that a span of the run began in its minute.</summary>
    public void Began(long runNo, uint spanNo, long startedAt)
    {
        ref (uint First, uint Last) range = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _runs, (BucketOf(startedAt, Minute), runNo), out bool known);
        range = known ? (Math.Min(range.First, spanNo), Math.Max(range.Last, spanNo)) : (spanNo, spanNo);
    }

    /// <summary>Writes the differences into the open transaction and forgets them. What nothing counts for any more has no row.</summary>
    public void Flush(SqliteDatabase database)
    {
        WriteSums(database, Minute, _sums);
        WriteSlots(database, Minute, _slots);
        foreach (int grain in (ReadOnlySpan<int>)[Hour, Day])
        {
            WriteSums(database, grain, Coarser(_sums, grain));
            WriteSlots(database, grain, Coarser(_slots, grain));
        }

        foreach (((long bucket, long runNo), (uint first, uint last)) in _runs)
        {
            database.Statement(
                """
                INSERT INTO minute_runs VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET
                    first_span = min(first_span, excluded.first_span), last_span = max(last_span, excluded.last_span)
                """).Bind(1, bucket).Bind(2, runNo).Bind(3, first).Bind(4, last).Run();
        }

        Clear();
    }

    /// <summary>Forgets what a failed batch had counted.</summary>
    public void Clear()
    {
        _sums.Clear();
        _slots.Clear();
        _runs.Clear();
    }

    /// <summary>A batch holds few minutes, and mostly one hour: each row is written once.</summary>
    private static Dictionary<Key, Sums> Coarser(Dictionary<Key, Sums> minutes, int grain)
    {
        var coarse = new Dictionary<Key, Sums>(minutes.Count);
        foreach ((Key key, Sums sums) in minutes)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(coarse, key with { Bucket = key.Bucket / grain * grain }, out _).Add(sums);
        }

        return coarse;
    }

    private static Dictionary<SlotsKey, SlotCounts> Coarser(Dictionary<SlotsKey, SlotCounts> minutes, int grain)
    {
        var coarse = new Dictionary<SlotsKey, SlotCounts>(minutes.Count);
        foreach ((SlotsKey key, SlotCounts counts) in minutes)
        {
            SlotsOf(coarse, key with { Bucket = key.Bucket / grain * grain }).Add(counts);
        }

        return coarse;
    }

    private static SlotCounts SlotsOf(Dictionary<SlotsKey, SlotCounts> slots, in SlotsKey key) =>
        CollectionsMarshal.GetValueRefOrAddDefault(slots, key, out _) ??= new SlotCounts();

    private static void WriteSums(SqliteDatabase database, int grain, Dictionary<Key, Sums> differences)
    {
        foreach ((Key key, Sums sums) in differences)
        {
            database.Statement(
                """
                INSERT INTO rollups VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO UPDATE SET
                    spans = spans + excluded.spans, ended = ended + excluded.ended, total_ns = total_ns + excluded.total_ns,
                    attempts = attempts + excluded.attempts, priced = priced + excluded.priced, cost = cost + excluded.cost,
                    input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens
                """)
                .Bind(1, grain).Bind(2, key.Bucket).Bind(3, key.PipelineNo).Bind(4, key.NameNo).Bind(5, (long)key.Kind).Bind(6, (long)key.Status)
                .Bind(7, sums.Spans).Bind(8, sums.Ended).Bind(9, sums.TotalNs).Bind(10, sums.Attempts).Bind(11, sums.Priced).Bind(12, sums.Cost)
                .Bind(13, sums.InputTokens).Bind(14, sums.OutputTokens).Run();
            if (sums.Spans < 0)
            {
                database.Statement(
                    "DELETE FROM rollups WHERE grain = ?1 AND bucket = ?2 AND pipeline_no = ?3 AND name_no = ?4 AND kind = ?5 AND status = ?6 AND spans = 0")
                    .Bind(1, grain).Bind(2, key.Bucket).Bind(3, key.PipelineNo).Bind(4, key.NameNo).Bind(5, (long)key.Kind).Bind(6, (long)key.Status).Run();
            }
        }
    }

    /// <summary>Reads each row, and writes it with the difference: it is one text.</summary>
    private static void WriteSlots(SqliteDatabase database, int grain, Dictionary<SlotsKey, SlotCounts> differences)
    {
        foreach ((SlotsKey key, SlotCounts difference) in differences)
        {
            var counts = new SlotCounts();
            counts.Add(difference);
            SqliteStatement select = Bind(database.Statement(
                "SELECT slots FROM rollup_slots WHERE grain = ?1 AND bucket = ?2 AND pipeline_no = ?3 AND name_no = ?4"), grain, key);
            if (select.Step())
            {
                counts.Add(select.Utf8(0));
            }

            select.Reset();
            string text = counts.ToString();
            if (text.Length > 0)
            {
                Bind(database.Statement("INSERT OR REPLACE INTO rollup_slots VALUES (?1, ?2, ?3, ?4, ?5)"), grain, key).Bind(5, text).Run();
            }
            else
            {
                Bind(database.Statement(
                    "DELETE FROM rollup_slots WHERE grain = ?1 AND bucket = ?2 AND pipeline_no = ?3 AND name_no = ?4"), grain, key).Run();
            }
        }
    }

    private static SqliteStatement Bind(SqliteStatement statement, int grain, in SlotsKey key) =>
        statement.Bind(1, grain).Bind(2, key.Bucket).Bind(3, key.PipelineNo).Bind(4, key.NameNo);

    private readonly record struct Key(long Bucket, long PipelineNo, long NameNo, SpanKind Kind, FlujoStatus Status);

    private readonly record struct SlotsKey(long Bucket, long PipelineNo, long NameNo);

    private struct Sums
    {
        public long Spans;
        public long Ended;
        public long TotalNs;
        public long Attempts;
        public long Priced;
        public long Cost;
        public long InputTokens;
        public long OutputTokens;

        public void Add(in Sums other)
        {
            Spans += other.Spans;
            Ended += other.Ended;
            TotalNs += other.TotalNs;
            Attempts += other.Attempts;
            Priced += other.Priced;
            Cost += other.Cost;
            InputTokens += other.InputTokens;
            OutputTokens += other.OutputTokens;
        }
    }
}
