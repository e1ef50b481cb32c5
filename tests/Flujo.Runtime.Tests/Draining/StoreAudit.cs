using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>What must be true of every store, whatever happened to its writers. In SQL of its own, from the rows of spans alone.</summary>
internal static class StoreAudit
{
    private const string SumsOfSpans =
        """
        SELECT {0} AS grain, s.started_at / 1000000000 / {0} * {0} AS bucket, r.pipeline_no, s.name_no, s.kind, s.status,
            count(*), count(s.ended_at), total(s.ended_at - s.started_at), sum(s.attempts), count(s.cost), coalesce(sum(s.cost), 0),
            sum(s.input_tokens), sum(s.output_tokens)
        FROM span_rows s JOIN run_rows r ON r.run_no = s.run_no GROUP BY 2, 3, 4, 5, 6 ORDER BY 2, 3, 4, 5, 6
        """;

    private const string SumsOfRollups =
        """
        SELECT grain, bucket, pipeline_no, name_no, kind, status, spans, ended, total(total_ns), attempts, priced, cost, input_tokens, output_tokens
        FROM rollups WHERE grain = {0} AND spans <> 0 GROUP BY 2, 3, 4, 5, 6 ORDER BY 2, 3, 4, 5, 6
        """;

    private const string EndedSteps =
        """
        SELECT s.started_at / 1000000000 / {0} * {0} AS bucket, r.pipeline_no, s.name_no, count(*)
        FROM span_rows s JOIN run_rows r ON r.run_no = s.run_no WHERE s.kind IN (1, 2, 3) AND s.ended_at IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """;

    private const string StepsInSlots =
        """
        SELECT bucket, pipeline_no, name_no, (SELECT sum(value) FROM json_each('{{"' || replace(replace(slots, ':', '":'), ' ', ',"') || '}}') WHERE value > 0)
        FROM rollup_slots WHERE grain = {0} ORDER BY 1, 2, 3
        """;

    /// <summary>Sums, keys and parents agree with the spans.</summary>
    public static void IsConsistent(SqliteConnection store)
    {
        Assert.Equal(["ok"], store.Rows("PRAGMA quick_check"));
        foreach (int grain in (int[])[60, 3600, 86_400])
        {
            Assert.Equal(store.Rows(string.Format(SumsOfSpans, grain)), store.Rows(string.Format(SumsOfRollups, grain)));
            None(store, $"SELECT * FROM rollups WHERE grain = {grain} AND spans = 0 AND (ended <> 0 OR total_ns <> 0 OR attempts <> 0 OR cost <> 0)");
            Assert.Equal(store.Rows(string.Format(EndedSteps, grain)), store.Rows(string.Format(StepsInSlots, grain)));
        }

        None(store, "SELECT run_id, total_steps FROM run_rows r WHERE total_steps <> (SELECT count(*) FROM span_rows s WHERE s.run_no = r.run_no AND kind IN (1, 2, 3))");
        None(store,
            """
            SELECT run_id, input_tokens, output_tokens, total_cost FROM run_rows r WHERE (input_tokens, output_tokens, coalesce(total_cost, -1)) <>
                (SELECT sum(input_tokens), sum(output_tokens), coalesce(sum(cost), -1) FROM span_rows s WHERE s.run_no = r.run_no AND kind <> 9)
            """);
        None(store,
            """
            SELECT run_no, span_no FROM span_rows s WHERE (input_tokens, output_tokens, coalesce(cost, -1)) <>
                (SELECT coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost), -1) FROM span_usage u
                WHERE u.run_no = s.run_no AND u.span_no = s.span_no)
            """);
        None(store, "SELECT u.run_no FROM span_usage u WHERE NOT EXISTS (SELECT 1 FROM span_rows p WHERE p.run_no = u.run_no AND p.span_no = u.span_no)");
        None(store, "SELECT run_id FROM run_rows r WHERE NOT EXISTS (SELECT 1 FROM span_rows s WHERE s.run_no = r.run_no AND s.span_no = 1 AND s.kind = 0)");
        None(store,
            """
            SELECT s.run_no, s.span_no, s.parent_no FROM span_rows s WHERE s.span_no <> 1 AND NOT EXISTS
                (SELECT 1 FROM span_rows p WHERE p.run_no = s.run_no AND p.span_no = s.parent_no)
            """);
        None(store,
            """
            SELECT s.run_no, s.span_no FROM span_rows s LEFT JOIN minute_runs m ON m.run_no = s.run_no AND m.bucket = s.started_at / 60000000000 * 60
            WHERE s.span_no NOT BETWEEN coalesce(m.first_span, 1) AND coalesce(m.last_span, 0)
            """);
        None(store, "SELECT span_id FROM span_rows WHERE span_id = 0 UNION SELECT span_id FROM span_rows GROUP BY span_id HAVING count(*) > 1");
        None(store, "SELECT run_no, status FROM run_rows r WHERE status <> (SELECT status FROM span_rows s WHERE s.run_no = r.run_no AND s.span_no = 1)");
        None(store, "SELECT s.run_no FROM span_attributes s WHERE NOT EXISTS (SELECT 1 FROM span_rows p WHERE p.run_no = s.run_no AND p.span_no = s.span_no)");
    }

    /// <summary>All writers are gone, and nothing says otherwise.</summary>
    public static void NothingIsOpen(SqliteConnection store)
    {
        None(store, "SELECT run_id, pipeline_name, status FROM runs WHERE status = 'running' OR ended_at IS NULL");
        None(store, "SELECT run_id, name, status FROM spans WHERE status = 'running' OR ended_at IS NULL");
        None(store, "SELECT * FROM open_spans");
        None(store, "SELECT * FROM journal_runs");
        None(store, "SELECT journal_no, state, length(progress) FROM journals WHERE state <> 1 OR progress IS NOT NULL");
        None(store,
            """
            SELECT p.run_no, p.span_no, s.span_no FROM span_rows s CROSS JOIN span_rows p ON p.run_no = s.run_no AND p.span_no = s.parent_no
            WHERE p.status = 5 AND p.ended_at < s.ended_at
            """);
    }

    private static void None(SqliteConnection store, string sql)
    {
        List<string> rows = store.Rows(sql);
        Assert.True(rows.Count == 0, $"{rows.Count} rows, such as {string.Join("; ", rows.Take(5))}\n{sql}");
    }
}
