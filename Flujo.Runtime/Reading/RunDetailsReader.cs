using Flujo.Storage;
using Flujo.Vocabulary;

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
        WHERE r.run_no = ?1
        """;

    public static RunDetails Read(SqliteDatabase database, RunSummary run)
    {
        IReadOnlyDictionary<PayloadKind, string> payloads = PayloadReader.OfSpan(database, run.RunNo, SpanRow.RootNumber);
        SqliteStatement select = database.Statement(Sql).Bind(1, run.RunNo);
        select.Step();
        DroppedRecords dropped = Reading.DroppedRecords.Read(database, run.RunNo, select.Long(4));
        var details = new RunDetails
        {
            Summary = run,
            PipelineVersion = select.TextOrNull(0),
            ParentRunId = select.TextOrNull(1),
            InputTokens = select.Long(2),
            OutputTokens = select.Long(3),
            DroppedRecords = select.Long(4),
            DroppedByCause = dropped.ByCause,
            DroppedOutsideRuns = dropped.OutsideRuns,
            Error = payloads.GetValueOrDefault(PayloadKind.Feedback),
            FinalOutput = payloads.GetValueOrDefault(PayloadKind.Output),
            Input = payloads.GetValueOrDefault(PayloadKind.Input),
            Program = select.TextOrNull(5) ?? "(unknown)",
            ProgramVersion = select.TextOrNull(6),
            Host = select.TextOrNull(7) ?? "(unknown)",
            ProcessId = select.Long(8),
        };
        select.Reset();
        return details;
    }
}
