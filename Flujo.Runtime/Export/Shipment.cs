using System.Diagnostics;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>How a pass over the outbox ended.</summary>
internal enum PassEnd
{
    /// <summary>Everything that has finished is delivered, or was refused for good.</summary>
    Done,

    /// <summary>Another process is sending.</summary>
    Claimed,

    /// <summary>The receiver, or the store, does not take it now.</summary>
    TryLater,

    /// <summary>It was asked to stop.</summary>
    Stopped,
}

/// <summary>
/// One pass over the outbox: reads what has finished, sends it in batches, and writes down what arrived, batch by batch. A process that dies in between sends one batch
/// again: the same spans with the same ids. Used by one thread.
/// </summary>
internal sealed class Shipment(SqliteDatabase reading, IOutboxStore store, OtlpClient client, string owner)
{
    private const int MostSpans = 512;
    private const int MostBytes = 1024 * 1024;

    /// <summary>Well within the time for which a claim is good.</summary>
    private static readonly TimeSpan ClaimAgain = TimeSpan.FromSeconds(5);

    private readonly OutboxReader _reader = new(reading);
    private readonly Dictionary<long, Sent> _sent = [];
    private long _claimedAt;
    private long _newlyDelivered;
    private long _newlyRefused;

    /// <summary>Spans that arrived, of all passes.</summary>
    public long Delivered { get; private set; }

    /// <summary>Spans that the receiver refused for good.</summary>
    public long Refused { get; private set; }

    /// <summary>What went wrong last.</summary>
    public string? Problem { get; private set; }

    /// <summary>How long the receiver asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Sends what there is. Where there is nothing, nothing is written either.</summary>
    public PassEnd Run(CancellationToken stop)
    {
        Problem = null;
        RetryAfter = null;
        bool isClaimed = false;
        long runNo = 0;
        while (!stop.IsCancellationRequested)
        {
            long before = runNo;
            List<ExportGroup> groups = NextBatch(ref runNo, out bool isLast);
            if (_sent.Values.Any(static sent => sent.HasChanged))
            {
                // Looked at without a claim, which costs a write: what was read may meanwhile have been sent by the one who had it.
                if (!isClaimed || Stopwatch.GetElapsedTime(_claimedAt) > ClaimAgain)
                {
                    if (Claim() is { } refusal)
                    {
                        return refusal;
                    }

                    if (!isClaimed)
                    {
                        isClaimed = true;
                        runNo = before;
                        groups = NextBatch(ref runNo, out isLast);
                    }
                }

                if (groups.Count > 0 && Send(groups, stop) is { } end)
                {
                    ForgetBatch();
                    WriteDown();
                    return end;
                }

                if (!WriteDown())
                {
                    return StoreRefused();
                }
            }

            _sent.Clear();
            if (isLast)
            {
                return PassEnd.Done;
            }
        }

        return PassEnd.Stopped;
    }

    /// <summary>Gives the claim back.</summary>
    public void Release()
    {
        if (_claimedAt != 0)
        {
            store.TryWrite(database => OutboxRows.Release(database, owner));
        }
    }

    private PassEnd? Claim()
    {
        bool claimed = false;
        if (!store.TryWrite(database => claimed = OutboxRows.TryClaim(database, owner, WallClock.UtcNowNs())))
        {
            return StoreRefused();
        }

        _claimedAt = Stopwatch.GetTimestamp();
        return claimed ? null : PassEnd.Claimed;
    }

    private PassEnd StoreRefused()
    {
        Problem = "the store cannot be written, so what is sent could not be remembered";
        return PassEnd.TryLater;
    }

    /// <summary>Collects spans of one run after another, grouped by the process that recorded them.</summary>
    /// <param name="runNo">The last run that was read to its end.</param>
    /// <param name="isLast">Whether there was nothing more.</param>
    private List<ExportGroup> NextBatch(ref long runNo, out bool isLast)
    {
        var groups = new List<ExportGroup>();
        int spans = 0;
        int bytes = 0;
        isLast = false;
        _sent.Clear();
        while (spans < MostSpans && bytes < MostBytes && _sent.Count < MostSpans)
        {
            if (_reader.NextRun(runNo) is not { } run)
            {
                isLast = true;
                break;
            }

            var sent = new Sent(run, _reader.RangesOf(run.RunNo));
            List<ExportSpan> finished = Collect(sent, MostSpans - spans, MostBytes - bytes, out bool whole);
            _sent[run.RunNo] = sent;
            if (finished.Count > 0)
            {
                groups.Add(new ExportGroup(_reader.ResourceOf(run.JournalNo), finished));
                spans += finished.Count;
                bytes += finished.Sum(static span => span.EstimatedSize);
            }

            if (!whole)
            {
                break;
            }

            sent.IsWhole = true;
            runNo = run.RunNo;
        }

        return groups;
    }

    /// <param name="sent">The run; gets the numbers of the spans.</param>
    /// <param name="most">At most so many spans.</param>
    /// <param name="mostBytes">About so many bytes; one span at least.</param>
    /// <param name="whole">Whether nothing that has finished was left.</param>
    private List<ExportSpan> Collect(Sent sent, int most, int mostBytes, out bool whole)
    {
        var spans = new List<ExportSpan>();
        foreach (SpanRange range in sent.Ranges)
        {
            foreach (ExportSpan span in _reader.Finished(sent.Run, range, most - spans.Count + 1))
            {
                if (spans.Count == most || (mostBytes <= 0 && spans.Count > 0))
                {
                    whole = false;
                    return spans;
                }

                spans.Add(span);
                sent.Numbers.Add(span.SpanNo);
                mostBytes -= span.EstimatedSize;
            }
        }

        whole = true;
        return spans;
    }

    /// <summary>Sends a batch, in halves where the receiver refuses the whole: so one span that it will not have does not keep the others from it.</summary>
    /// <returns>How the pass ends, or null when it goes on.</returns>
    private PassEnd? Send(IReadOnlyList<ExportGroup> groups, CancellationToken stop)
    {
        int spans = groups.Sum(static group => group.Spans.Count);
        SendResult result = client.Send(groups, stop);
        Problem = result.Message ?? Problem;
        switch (result.Outcome)
        {
            case SendOutcome.Delivered:
                Count(spans - Math.Min(spans, result.Rejected), Math.Min(spans, result.Rejected));
                return null;
            case SendOutcome.Refused or SendOutcome.TooLarge when spans == 1:
                Count(0, 1);
                return null;
            case SendOutcome.Refused or SendOutcome.TooLarge:
                (List<ExportGroup> first, List<ExportGroup> second) = Halves(groups, spans / 2);
                return Send(first, stop) ?? Send(second, stop);
            default:
                RetryAfter = result.RetryAfter;
                return stop.IsCancellationRequested ? PassEnd.Stopped : PassEnd.TryLater;
        }
    }

    private static (List<ExportGroup> First, List<ExportGroup> Second) Halves(IReadOnlyList<ExportGroup> groups, int spans)
    {
        var first = new List<ExportGroup>();
        var second = new List<ExportGroup>();
        foreach (ExportGroup group in groups)
        {
            int taken = Math.Min(spans, group.Spans.Count);
            spans -= taken;
            if (taken > 0)
            {
                first.Add(group with { Spans = [.. group.Spans.Take(taken)] });
            }

            if (taken < group.Spans.Count)
            {
                second.Add(group with { Spans = [.. group.Spans.Skip(taken)] });
            }
        }

        return (first, second);
    }

    private void Count(long delivered, long refused)
    {
        _newlyDelivered += delivered;
        _newlyRefused += refused;
    }

    /// <summary>It will be sent again whole.</summary>
    private void ForgetBatch()
    {
        _sent.Clear();
        _newlyDelivered = 0;
        _newlyRefused = 0;
    }

    /// <summary>Writes down what came of a batch.</summary>
    private bool WriteDown()
    {
        bool written = store.TryWrite(database =>
        {
            if (_sent.Count > 0)
            {
                OutboxRows.Adopt(database, _sent.Keys.Max());
            }

            foreach (Sent sent in _sent.Values)
            {
                if (sent.HasChanged)
                {
                    OutboxRows.Keep(database, sent.Run.RunNo, sent.Left());
                }
            }

            OutboxRows.Count(database, _newlyDelivered, _newlyRefused, WallClock.UtcNowNs());
            if (Problem is not null)
            {
                OutboxRows.NoteError(database, Problem, WallClock.UtcNowNs());
            }
        });
        if (written)
        {
            Delivered += _newlyDelivered;
            Refused += _newlyRefused;
        }

        _newlyDelivered = 0;
        _newlyRefused = 0;
        return written;
    }

    /// <summary>What is sent of one run.</summary>
    private sealed class Sent(PendingRun run, List<SpanRange> ranges)
    {
        public PendingRun Run { get; } = run;

        public List<SpanRange> Ranges { get; } = ranges;

        public List<uint> Numbers { get; } = [];

        /// <summary>Whether everything of it that has finished is among them.</summary>
        public bool IsWhole { get; set; }

        /// <summary>Whether there is anything to send or to write down.</summary>
        public bool HasChanged => Numbers.Count > 0 || IsOver;

        private bool IsOver => IsWhole && !Run.HasMoreToCome;

        public IReadOnlyList<SpanRange> Left() => IsOver ? [] : SpanRange.Without(Ranges, Numbers);
    }
}
