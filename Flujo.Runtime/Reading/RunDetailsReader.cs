using Flujo.Storage;
using Microsoft.Data.Sqlite;

namespace Flujo.Reading;

/// <summary>Reads the details of one run.</summary>
internal static class RunDetailsReader
{
    // A left join: a run is shown even when the row of its journal is gone.
    private const string Sql =
        """
        SELECT r.pipeline_version, r.parent_run_id, r.input_tokens, r.output_tokens, r.dropped_records,
            j.program, j.program_version, j.host, j.process_id
        FROM run_rows r LEFT JOIN journals j ON j.journal_no = r.journal_no
        WHERE r.run_no = $1
        """;

    public static RunDetails Read(SqliteConnection connection, RunSummary run)
    {
        IReadOnlyDictionary<PayloadKind, string> payloads = PayloadReader.OfSpan(connection, run.RunNo, SpanRow.RootNumber);
        using SqliteCommand command = connection.Command(Sql, run.RunNo);
        using SqliteDataReader reader = command.ExecuteReader();
        reader.Read();
        DroppedRecords dropped = Reading.DroppedRecords.Read(connection, run.RunNo, reader.GetInt64(4));
        return new RunDetails
        {
            Summary = run,
            PipelineVersion = reader.TextOrNull(0),
            ParentRunId = reader.TextOrNull(1),
            InputTokens = reader.GetInt64(2),
            OutputTokens = reader.GetInt64(3),
            DroppedRecords = reader.GetInt64(4),
            DroppedByCause = dropped.ByCause,
            DroppedOutsideRuns = dropped.OutsideRuns,
            Error = payloads.GetValueOrDefault(PayloadKind.Feedback),
            FinalOutput = payloads.GetValueOrDefault(PayloadKind.Output),
            Input = payloads.GetValueOrDefault(PayloadKind.Input),
            Program = reader.TextOrNull(5) ?? "(unknown)",
            ProgramVersion = reader.TextOrNull(6),
            Host = reader.TextOrNull(7) ?? "(unknown)",
            ProcessId = reader.Int64OrNull(8) ?? 0,
        };
    }
}
