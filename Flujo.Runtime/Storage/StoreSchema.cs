using Flujo.Vocabulary;

namespace Flujo.Storage;

/// <summary>
/// The schema of the store, in the one place that writer and reader share. Tables that end in <c>_rows</c> are the
/// normal form that the drainer writes; the views <c>runs</c>, <c>spans</c> and <c>events</c> are for people and scripts.
/// Stored times are UTC in nanoseconds since 1970; money is an integer of 1e-12 USD; statuses, kinds and causes are the
/// numbers of <see cref="FlujoStatus"/>, <see cref="SpanKind"/> and <see cref="PayloadKind"/>.
/// </summary>
internal static class StoreSchema
{
    /// <summary>"FLUJ": marks the file as ours (<c>PRAGMA application_id</c>).</summary>
    public const int ApplicationId = 0x464C554A;

    /// <summary>The version that this program writes (<c>PRAGMA user_version</c>).</summary>
    public static int Version => Migrations.Length;

    /// <summary>What turns version n into version n + 1. Append only: what has shipped is never edited.</summary>
    public static readonly string[] Migrations = [Version1, Version2, Version3, Version4, Version5];

    private const string Version1 =
        """
        CREATE TABLE names(
            name_no INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE);
        INSERT INTO names VALUES (0, '(unnamed)');

        CREATE TABLE journals(
            journal_no INTEGER PRIMARY KEY,
            journal_id TEXT NOT NULL UNIQUE,
            path TEXT,
            state INTEGER NOT NULL,
            program TEXT NOT NULL,
            program_version TEXT,
            host TEXT NOT NULL,
            process_id INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            last_seen_at INTEGER NOT NULL,
            progress BLOB);
        CREATE INDEX journals_open ON journals(journal_no) WHERE state = 0;

        CREATE TABLE run_rows(
            run_no INTEGER PRIMARY KEY,
            run_id TEXT NOT NULL UNIQUE,
            trace_id TEXT,
            parent_run_id TEXT,
            pipeline_no INTEGER NOT NULL,
            pipeline_version TEXT,
            journal_no INTEGER NOT NULL,
            status INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            total_steps INTEGER NOT NULL DEFAULT 0,
            total_cost INTEGER,
            input_tokens INTEGER NOT NULL DEFAULT 0,
            output_tokens INTEGER NOT NULL DEFAULT 0,
            dropped_records INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX run_rows_started ON run_rows(started_at);
        CREATE INDEX run_rows_status ON run_rows(status, started_at);
        CREATE INDEX run_rows_pipeline ON run_rows(pipeline_no, status, started_at);

        CREATE TABLE span_rows(
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            parent_no INTEGER,
            span_id INTEGER NOT NULL,
            name_no INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            status INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            attempts INTEGER NOT NULL,
            cost INTEGER,
            input_tokens INTEGER NOT NULL DEFAULT 0,
            output_tokens INTEGER NOT NULL DEFAULT 0,
            call_site_no INTEGER,
            PRIMARY KEY(run_no, span_no)) WITHOUT ROWID;

        CREATE TABLE span_attributes(
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            key_no INTEGER NOT NULL,
            type INTEGER NOT NULL,
            value,
            set_at INTEGER NOT NULL,
            PRIMARY KEY(run_no, span_no, key_no)) WITHOUT ROWID;

        CREATE TABLE span_events(
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            at INTEGER NOT NULL,
            event_no INTEGER NOT NULL,
            name_no INTEGER NOT NULL,
            attributes TEXT,
            PRIMARY KEY(run_no, span_no, at, event_no)) WITHOUT ROWID;

        CREATE TABLE payloads(
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY(run_no, span_no, kind));

        CREATE TABLE call_sites(
            call_site_no INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            line INTEGER NOT NULL,
            UNIQUE(file, line));

        CREATE TABLE declared_steps(
            program TEXT NOT NULL,
            version TEXT NOT NULL,
            method TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            file TEXT,
            line INTEGER,
            max_attempts INTEGER NOT NULL,
            capture TEXT NOT NULL,
            PRIMARY KEY(program, version, method)) WITHOUT ROWID;

        CREATE TABLE open_spans(
            journal_no INTEGER NOT NULL,
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            PRIMARY KEY(journal_no, run_no, span_no)) WITHOUT ROWID;

        CREATE TABLE journal_runs(
            journal_no INTEGER NOT NULL,
            run_index INTEGER NOT NULL,
            run_no INTEGER NOT NULL,
            PRIMARY KEY(journal_no, run_index)) WITHOUT ROWID;

        CREATE TABLE rollups(
            grain INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            pipeline_no INTEGER NOT NULL,
            name_no INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            status INTEGER NOT NULL,
            spans INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            total_ns INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            priced INTEGER NOT NULL,
            cost INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            PRIMARY KEY(grain, bucket, pipeline_no, name_no, kind, status)) WITHOUT ROWID;

        CREATE TABLE rollup_durations(
            grain INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            pipeline_no INTEGER NOT NULL,
            name_no INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            spans INTEGER NOT NULL,
            PRIMARY KEY(grain, bucket, pipeline_no, name_no, slot)) WITHOUT ROWID;

        CREATE TABLE minute_runs(
            bucket INTEGER NOT NULL,
            run_no INTEGER NOT NULL,
            first_span INTEGER NOT NULL,
            last_span INTEGER NOT NULL,
            PRIMARY KEY(bucket, run_no)) WITHOUT ROWID;

        CREATE TABLE audit_log(
            audit_no INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            command TEXT NOT NULL,
            run_id TEXT,
            user TEXT NOT NULL,
            host TEXT NOT NULL);

        CREATE TABLE statuses(status INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO statuses VALUES (0,'running'),(1,'completed'),(2,'failed'),(3,'cancelled'),(4,'paused'),(5,'interrupted');

        CREATE TABLE kinds(kind INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO kinds VALUES (0,'run'),(1,'step'),(2,'agent'),(3,'tool'),(4,'loop'),(5,'iteration'),
            (6,'conditional'),(7,'branch'),(8,'parallel'),(9,'attempt');

        CREATE VIEW runs AS
        SELECT r.run_id, coalesce(r.trace_id, r.run_id) AS trace_id, r.parent_run_id, n.name AS pipeline_name,
            r.pipeline_version, s.name AS status, r.started_at, r.ended_at, (r.ended_at - r.started_at) / 1e6 AS duration_ms,
            r.total_steps, r.total_cost / 1e12 AS total_cost_usd, r.input_tokens + r.output_tokens AS total_tokens,
            r.input_tokens, r.output_tokens,
            (SELECT text FROM payloads p WHERE p.run_no = r.run_no AND p.span_no = 1 AND p.kind = 3) AS error,
            (SELECT text FROM payloads p WHERE p.run_no = r.run_no AND p.span_no = 1 AND p.kind = 2) AS final_output,
            j.program, j.program_version, j.host, j.process_id, r.dropped_records, r.run_no
        FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no JOIN statuses s ON s.status = r.status
            JOIN journals j ON j.journal_no = r.journal_no;

        CREATE VIEW spans AS
        SELECT r.run_id, printf('%016x', s.span_id) AS span_id,
            (SELECT printf('%016x', p.span_id) FROM span_rows p WHERE p.run_no = s.run_no AND p.span_no = s.parent_no) AS parent_span_id,
            n.name, k.name AS kind, st.name AS status, s.started_at, s.ended_at, (s.ended_at - s.started_at) / 1e6 AS duration_ms,
            s.attempts, s.cost / 1e12 AS cost_usd, s.input_tokens, s.output_tokens,
            (SELECT text FROM payloads p WHERE p.run_no = s.run_no AND p.span_no = s.span_no AND p.kind = 3) AS feedback,
            (SELECT json_group_object(a_name.name, CASE a.type WHEN 4 THEN json(iif(a.value, 'true', 'false')) ELSE a.value END)
                FROM span_attributes a JOIN names a_name ON a_name.name_no = a.key_no
                WHERE a.run_no = s.run_no AND a.span_no = s.span_no) AS attributes,
            c.file || ':' || c.line AS call_site, s.run_no, s.span_no
        FROM span_rows s JOIN run_rows r ON r.run_no = s.run_no JOIN names n ON n.name_no = s.name_no
            JOIN kinds k ON k.kind = s.kind JOIN statuses st ON st.status = s.status
            LEFT JOIN call_sites c ON c.call_site_no = s.call_site_no;

        CREATE VIEW events AS
        SELECT r.run_id, printf('%016x', s.span_id) AS span_id, n.name, e.at, coalesce(e.attributes, '{}') AS attributes
        FROM span_events e JOIN span_rows s ON s.run_no = e.run_no AND s.span_no = e.span_no
            JOIN run_rows r ON r.run_no = e.run_no JOIN names n ON n.name_no = e.name_no;
        """;

    /// <summary>
    /// What was dropped, by cause. Run number 0 is what belongs to no run of the journal, such as the start of one. A count is what the journal says in all, not
    /// what is new since the last time: to store it again changes nothing. The sum stands in the run's row too.
    /// </summary>
    private const string Version2 =
        """
        CREATE TABLE drops(
            run_no INTEGER NOT NULL,
            journal_no INTEGER NOT NULL,
            cause INTEGER NOT NULL,
            records INTEGER NOT NULL,
            PRIMARY KEY(run_no, journal_no, cause)) WITHOUT ROWID;
        INSERT INTO drops SELECT run_no, journal_no, 0, dropped_records FROM run_rows WHERE dropped_records > 0;
        CREATE TRIGGER drops_of_deleted_run AFTER DELETE ON run_rows BEGIN DELETE FROM drops WHERE run_no = old.run_no; END;
        CREATE TRIGGER drops_of_swept_journal AFTER DELETE ON journals BEGIN DELETE FROM drops WHERE run_no = 0 AND journal_no = old.journal_no; END;

        CREATE TABLE drop_causes(cause INTEGER PRIMARY KEY, name TEXT NOT NULL);
        INSERT INTO drop_causes VALUES (0,'unknown'),(1,'stalled'),(2,'slow'),(3,'too_large');

        DROP VIEW runs;
        CREATE VIEW runs AS
        SELECT r.run_id, coalesce(r.trace_id, r.run_id) AS trace_id, r.parent_run_id, n.name AS pipeline_name,
            r.pipeline_version, s.name AS status, r.started_at, r.ended_at, (r.ended_at - r.started_at) / 1e6 AS duration_ms,
            r.total_steps, r.total_cost / 1e12 AS total_cost_usd, r.input_tokens + r.output_tokens AS total_tokens,
            r.input_tokens, r.output_tokens,
            (SELECT text FROM payloads p WHERE p.run_no = r.run_no AND p.span_no = 1 AND p.kind = 3) AS error,
            (SELECT text FROM payloads p WHERE p.run_no = r.run_no AND p.span_no = 1 AND p.kind = 2) AS final_output,
            j.program, j.program_version, j.host, j.process_id, r.dropped_records,
            (SELECT json_group_object(d.cause, d.records) FROM
                (SELECT c.name AS cause, sum(x.records) AS records FROM drops x JOIN drop_causes c ON c.cause = x.cause
                WHERE x.run_no = r.run_no GROUP BY x.cause) d) AS dropped_by_cause, r.run_no
        FROM run_rows r JOIN names n ON n.name_no = r.pipeline_no JOIN statuses s ON s.status = r.status
            JOIN journals j ON j.journal_no = r.journal_no;
        """;

    /// <summary>Usage by model, with its parts and where each cost comes from. Number 0 of model and source means unknown.</summary>
    private const string Version3 =
        """
        CREATE TABLE span_usage(
            run_no INTEGER NOT NULL,
            span_no INTEGER NOT NULL,
            model_no INTEGER NOT NULL,
            source_no INTEGER NOT NULL,
            input_tokens INTEGER NOT NULL,
            output_tokens INTEGER NOT NULL,
            cached_input_tokens INTEGER NOT NULL,
            reasoning_tokens INTEGER NOT NULL,
            cost INTEGER,
            PRIMARY KEY(run_no, span_no, model_no, source_no)) WITHOUT ROWID;

        CREATE VIEW usage AS
        SELECT r.run_id, printf('%016x', s.span_id) AS span_id, n.name, iif(u.model_no = 0, NULL, m.name) AS model,
            u.input_tokens, u.output_tokens, u.cached_input_tokens, u.reasoning_tokens, u.cost / 1e12 AS cost_usd,
            iif(u.source_no = 0, NULL, c.name) AS cost_source, s.kind = 9 AS is_of_attempt
        FROM span_usage u JOIN span_rows s ON s.run_no = u.run_no AND s.span_no = u.span_no
            JOIN run_rows r ON r.run_no = u.run_no JOIN names n ON n.name_no = s.name_no
            JOIN names m ON m.name_no = u.model_no JOIN names c ON c.name_no = u.source_no;
        """;

    /// <summary>What was sent over OTLP, and what a sender has to know beyond the spans. See <see cref="OutboxRows"/>.</summary>
    private const string Version4 =
        """
        ALTER TABLE journals ADD COLUMN resource TEXT;
        ALTER TABLE run_rows ADD COLUMN trace_parent INTEGER;

        CREATE TABLE outbox(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            last_run_no INTEGER NOT NULL,
            owner TEXT,
            claimed_until INTEGER NOT NULL DEFAULT 0,
            delivered INTEGER NOT NULL DEFAULT 0,
            refused INTEGER NOT NULL DEFAULT 0,
            last_delivery_at INTEGER,
            last_error TEXT,
            last_error_at INTEGER);

        CREATE TABLE outbox_ranges(
            run_no INTEGER NOT NULL,
            first_no INTEGER NOT NULL,
            last_no INTEGER NOT NULL,
            PRIMARY KEY(run_no, first_no)) WITHOUT ROWID;

        -- A new run may get the number of the newest one that was deleted.
        CREATE TRIGGER run_rows_deleted AFTER DELETE ON run_rows BEGIN
            DELETE FROM outbox_ranges WHERE run_no = old.run_no;
            UPDATE outbox SET last_run_no = min(last_run_no, coalesce((SELECT max(run_no) FROM run_rows), 0));
        END;
        """;

    /// <summary>
    /// Sums per day, so that a month is thirty buckets and not 720. The durations of a bucket stand in one row, as <see cref="SlotCounts"/> writes them: a row per slot
    /// was most of what statistics had to read. And the audit log is found by its run.
    /// </summary>
    private const string Version5 =
        """
        -- Added one by one, because sum() fails where + does not.
        INSERT INTO rollups
        SELECT 86400, bucket / 86400 * 86400, pipeline_no, name_no, kind, status, spans, ended, total_ns, attempts, priced, cost, input_tokens, output_tokens
        FROM rollups WHERE grain = 3600 ON CONFLICT DO UPDATE SET
            spans = spans + excluded.spans, ended = ended + excluded.ended, total_ns = total_ns + excluded.total_ns,
            attempts = attempts + excluded.attempts, priced = priced + excluded.priced, cost = cost + excluded.cost,
            input_tokens = input_tokens + excluded.input_tokens, output_tokens = output_tokens + excluded.output_tokens;

        CREATE TABLE rollup_slots(
            grain INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            pipeline_no INTEGER NOT NULL,
            name_no INTEGER NOT NULL,
            slots TEXT NOT NULL,
            PRIMARY KEY(grain, bucket, pipeline_no, name_no)) WITHOUT ROWID;
        INSERT INTO rollup_slots
        SELECT grain, bucket, pipeline_no, name_no, group_concat(slot || ':' || spans, ' ') FROM rollup_durations GROUP BY 1, 2, 3, 4;
        INSERT INTO rollup_slots
        SELECT 86400, day, pipeline_no, name_no, group_concat(slot || ':' || spans, ' ') FROM (
            SELECT bucket / 86400 * 86400 AS day, pipeline_no, name_no, slot, sum(spans) AS spans FROM rollup_durations
            WHERE grain = 3600 GROUP BY 1, 2, 3, 4) GROUP BY 2, 3, 4;
        DROP TABLE rollup_durations;

        CREATE INDEX audit_log_run ON audit_log(run_id);
        """;
}
