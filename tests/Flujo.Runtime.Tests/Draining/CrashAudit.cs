using Microsoft.Data.Sqlite;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>Compares what a killed child reported with what the store says after recovery.</summary>
internal static class CrashAudit
{
    private const string AllSpans =
        """
        SELECT r.run_id || m.value, n.name, t.name, coalesce(pm.value, ''),
            (SELECT count(*) FROM span_attributes a WHERE a.run_no = s.run_no AND a.span_no = s.span_no) - 1,
            (SELECT count(*) FROM span_events e WHERE e.run_no = s.run_no AND e.span_no = s.span_no),
            s.input_tokens, f.text, s.parent_no
        FROM span_rows s JOIN run_rows r ON r.run_no = s.run_no JOIN names n ON n.name_no = s.name_no JOIN statuses t ON t.status = s.status
            JOIN names mark ON mark.name = 'mark'
            JOIN span_attributes m ON m.run_no = s.run_no AND m.span_no = s.span_no AND m.key_no = mark.name_no
            LEFT JOIN span_attributes pm ON pm.run_no = s.run_no AND pm.span_no = s.parent_no AND pm.key_no = mark.name_no
            LEFT JOIN payloads f ON f.run_no = s.run_no AND f.span_no = s.span_no AND f.kind = 3
        """;

    /// <summary>Everything that was reported is there, once and right, nothing else is, and nothing is open.</summary>
    public static void IsComplete(SqliteConnection store, params ReadOnlySpan<CrashReport> reports)
    {
        StoreAudit.NothingIsOpen(store);
        StoreAudit.IsConsistent(store);
        foreach (CrashReport report in reports)
        {
            RunsAreRight(store, report);
            SpansAreRight(store, report);
        }
    }

    private static void RunsAreRight(SqliteConnection store, CrashReport report)
    {
        Dictionary<string, string> stored = store.Rows("SELECT run_id, status FROM runs").Select(static row => row.Split('|'))
            .ToDictionary(static row => row[0], static row => row[1]);
        foreach ((string run, string? status) in report.Runs)
        {
            Assert.True(stored.TryGetValue(run, out string? found), $"run {run} is missing");
            Assert.True(found == status || (status is null && found != "running"), $"run {run} is {found}, not {status}");
        }
    }

    private static void SpansAreRight(SqliteConnection store, CrashReport report)
    {
        var stored = new Dictionary<string, StoredSpan>();
        using (SqliteCommand command = store.CreateCommand())
        {
            command.CommandText = AllSpans;
            using SqliteDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
                string mark = rows.GetString(0);
                var span = new StoredSpan(rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetInt32(4), rows.GetInt32(5), rows.GetInt64(6),
                    rows.IsDBNull(7) ? null : rows.GetString(7));
                Assert.True(stored.TryAdd(mark, span), $"{mark} is there twice");
            }
        }

        foreach ((string mark, ReportedSpan expected) in report.Spans)
        {
            Assert.True(stored.TryGetValue(mark, out StoredSpan? found), $"{mark} ({expected.Status ?? "open"}) is missing");
            Assert.True(found.Matches(expected), $"reported {expected}, stored {found}");
        }

        string[] unknown = [.. stored.Keys.Where(mark => report.Runs.ContainsKey(mark[..32]) && !report.Spans.ContainsKey(mark))];
        Assert.True(unknown.Length <= report.Threads, $"{unknown.Length} spans that nobody reported, such as {unknown.FirstOrDefault()}");
    }

    private sealed record StoredSpan(string Name, string Status, string Parent, int Attributes, int Events, long Tokens, string? Feedback)
    {
        public bool Matches(ReportedSpan reported) =>
            Name == reported.Name && Parent == reported.Parent && (reported.Status is null
                ? Status != "running"
                : Status == reported.Status && Attributes == reported.Attributes && Events == reported.Events && Tokens == reported.Tokens
                    && (Status != "failed" || Feedback?.EndsWith($"feedback of {reported.Mark}", StringComparison.Ordinal) == true));
    }
}
