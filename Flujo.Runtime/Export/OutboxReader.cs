using System.Text.Json;
using Flujo.Storage;
using Flujo.Vocabulary;

namespace Flujo.Export;

/// <summary>Reads from the store what is still to be sent. Used by one thread, with a connection of its own.</summary>
internal sealed class OutboxReader(SqliteDatabase database)
{
    /// <summary>The next run above a number that has something to send, or that nobody has looked at. Paused runs wait until they go on.</summary>
    public PendingRun? NextRun(long afterRunNo)
    {
        SqliteStatement select = database.Statement(
            """
            SELECT r.run_no, r.run_id, coalesce(r.trace_id, r.run_id), r.trace_parent, r.parent_run_id, n.name, r.pipeline_version, r.status, r.dropped_records, r.journal_no,
                EXISTS(SELECT 1 FROM journal_runs m WHERE m.run_no = r.run_no)
            FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no
            WHERE r.run_no = (SELECT min(run_no) FROM (
                SELECT min(run_no) AS run_no FROM outbox_ranges WHERE run_no > ?1
                UNION ALL SELECT min(run_no) FROM run_rows WHERE run_no > max(?1, coalesce((SELECT last_run_no FROM outbox), 0))))
            """).Bind(1, afterRunNo);
        PendingRun? run = !select.Step() ? null : new PendingRun
        {
            RunNo = select.Long(0),
            RunId = select.Text(1),
            TraceId = select.Text(2),
            TraceParent = (ulong)(select.LongOrNull(3) ?? 0),
            ParentRunId = select.IsNull(4) ? null : select.Text(4),
            Pipeline = select.Text(5),
            PipelineVersion = select.IsNull(6) ? null : select.Text(6),
            Status = (FlujoStatus)select.Long(7),
            DroppedRecords = select.Long(8),
            JournalNo = select.Long(9),
            HasMoreToCome = select.Long(10) != 0 || (FlujoStatus)select.Long(7) is FlujoStatus.Running or FlujoStatus.Paused,
        };
        select.Reset();
        return run;
    }

    /// <summary>What of a run was not sent.</summary>
    public List<SpanRange> RangesOf(long runNo)
    {
        var ranges = new List<SpanRange>();
        SqliteStatement select = database.Statement("SELECT first_no, last_no FROM outbox_ranges WHERE run_no = ?1 ORDER BY first_no").Bind(1, runNo);
        while (select.Step())
        {
            ranges.Add(new SpanRange((uint)select.Long(0), (uint)select.Long(1)));
        }

        select.Reset();
        if (ranges.Count == 0)
        {
            ranges.Add(new SpanRange(1, OutboxRows.LastSpanNo));
        }

        return ranges;
    }

    /// <summary>The finished spans of a range, by number.</summary>
    public List<ExportSpan> Finished(PendingRun run, SpanRange range, int limit)
    {
        var spans = new List<ExportSpan>();
        SqliteStatement select = database.Statement(
            """
            SELECT s.span_no, s.span_id, coalesce(p.span_id, iif(s.span_no = 1, NULL, (SELECT span_id FROM span_rows WHERE run_no = s.run_no AND span_no = 1))),
                n.name, s.kind, s.status, s.started_at, s.ended_at, s.attempts, s.cost, s.input_tokens, s.output_tokens, c.file, c.line
            FROM span_rows s JOIN names n ON n.name_no = s.name_no LEFT JOIN call_sites c ON c.call_site_no = s.call_site_no
                LEFT JOIN span_rows p ON p.run_no = s.run_no AND p.span_no = s.parent_no
            WHERE s.run_no = ?1 AND s.span_no BETWEEN ?2 AND ?3 AND s.ended_at IS NOT NULL AND s.status NOT IN (0, 4)
            ORDER BY s.span_no LIMIT ?4
            """).Bind(1, run.RunNo).Bind(2, (long)range.First).Bind(3, (long)range.Last).Bind(4, (long)limit);
        while (select.Step())
        {
            spans.Add(Span(run, select));
        }

        select.Reset();
        return spans;
    }

    /// <summary>Who recorded the spans of a journal.</summary>
    public IReadOnlyList<KeyValuePair<string, AttributeValue>> ResourceOf(long journalNo)
    {
        SqliteStatement select = database.Statement(
            "SELECT resource, program, program_version, host, process_id FROM journals WHERE journal_no = ?1").Bind(1, journalNo);
        IReadOnlyList<KeyValuePair<string, AttributeValue>> attributes = select.Step()
            ? OtlpResource.Attributes(
                select.IsNull(0) ? null : select.Text(0), select.Text(1), select.IsNull(2) ? null : select.Text(2), select.Text(3), select.Long(4))
            : [];
        select.Reset();
        return attributes;
    }

    private ExportSpan Span(PendingRun run, SqliteStatement select)
    {
        var spanNo = (uint)select.Long(0);
        var mapping = new SpanMapping
        {
            Kind = (SpanKind)select.Long(4),
            Attempts = select.Long(8),
            Cost = select.LongOrNull(9),
            InputTokens = select.Long(10),
            OutputTokens = select.Long(11),
            File = select.IsNull(12) ? null : select.Text(12),
            Line = select.LongOrNull(13),
        };
        var status = (FlujoStatus)select.Long(5);
        Dictionary<PayloadKind, string> payloads = PayloadsOf(run.RunNo, spanNo);
        List<KeyValuePair<string, AttributeValue>> attributes = mapping.Attributes(run, spanNo, status, payloads, AttributesOf(run.RunNo, spanNo));
        List<ExportEvent> events = EventsOf(run.RunNo, spanNo);
        ulong parent = spanNo == 1 ? run.TraceParent : (ulong)(select.LongOrNull(2) ?? 0);
        return new ExportSpan
        {
            RunNo = run.RunNo,
            SpanNo = spanNo,
            TraceId = run.TraceId,
            SpanId = (ulong)select.Long(1),
            ParentSpanId = parent,
            HasRemoteParent = spanNo == 1 && parent != 0,
            Name = select.Text(3),
            Kind = mapping.Kind,
            Status = status,
            StartedAt = select.Long(6),
            EndedAt = select.Long(7),
            Feedback = payloads.GetValueOrDefault(PayloadKind.Feedback),
            Attributes = attributes,
            Events = events,
            EstimatedSize = SpanMapping.EstimateSize(attributes, events),
        };
    }

    private List<KeyValuePair<string, AttributeValue>> AttributesOf(long runNo, uint spanNo)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        SqliteStatement select = database.Statement(
            """
            SELECT n.name, a.type, a.value FROM span_attributes a JOIN names n ON n.name_no = a.key_no WHERE a.run_no = ?1 AND a.span_no = ?2
            """).Bind(1, runNo).Bind(2, (long)spanNo);
        while (select.Step())
        {
            attributes.Add(new(select.Text(0), (AttributeType)select.Long(1) switch
            {
                AttributeType.String => AttributeValue.Of(select.Text(2)),
                AttributeType.Long => AttributeValue.Of(select.Long(2)),
                AttributeType.Double => AttributeValue.Of(select.Double(2)),
                AttributeType.Bool => AttributeValue.Of(select.Long(2) != 0),
                _ => default,
            }));
        }

        select.Reset();
        return attributes;
    }

    private Dictionary<PayloadKind, string> PayloadsOf(long runNo, uint spanNo)
    {
        var payloads = new Dictionary<PayloadKind, string>();
        SqliteStatement select = database.Statement("SELECT kind, text FROM payloads WHERE run_no = ?1 AND span_no = ?2").Bind(1, runNo).Bind(2, (long)spanNo);
        while (select.Step())
        {
            payloads[(PayloadKind)select.Long(0)] = select.Text(1);
        }

        select.Reset();
        return payloads;
    }

    private List<ExportEvent> EventsOf(long runNo, uint spanNo)
    {
        var events = new List<ExportEvent>();
        SqliteStatement select = database.Statement(
            """
            SELECT n.name, e.at, e.attributes FROM span_events e JOIN names n ON n.name_no = e.name_no WHERE e.run_no = ?1 AND e.span_no = ?2 ORDER BY e.at, e.event_no
            """).Bind(1, runNo).Bind(2, (long)spanNo);
        while (select.Step())
        {
            events.Add(new ExportEvent(select.Text(0), select.Long(1), select.IsNull(2) ? [] : ReadAttributes(select.Text(2))));
        }

        select.Reset();
        return events;
    }

    private static List<KeyValuePair<string, AttributeValue>> ReadAttributes(string json)
    {
        var attributes = new List<KeyValuePair<string, AttributeValue>>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                JsonElement value = property.Value;
                attributes.Add(new(property.Name, value.ValueKind switch
                {
                    JsonValueKind.String => AttributeValue.Of(value.GetString()),
                    JsonValueKind.True or JsonValueKind.False => AttributeValue.Of(value.GetBoolean()),
                    JsonValueKind.Number => value.TryGetInt64(out long number) ? AttributeValue.Of(number) : AttributeValue.Of(value.GetDouble()),
                    JsonValueKind.Null => default,
                    _ => AttributeValue.Of(value.GetRawText()),
                }));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            attributes.Add(new("text", AttributeValue.Of(json))); // a damaged row must not keep a span from being sent
        }

        return attributes;
    }
}
