using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;
using Flujo.Storage;

namespace Flujo.Lens.Verbs.Prune;

/// <summary>Deletes what is beyond the limits.</summary>
internal static class PruneHandler
{
    private const string CountRuns = "SELECT count(*) FROM run_rows";

    public static int Run(LensContext context, PruneOptions options)
    {
        var limits = new RetentionLimits
        {
            StartedBeforeNs = options.Before is { } before ? StoredValue.ToNanoseconds(before) : null,
            Keep = options.Keep,
            MaxBytes = options.MaxSize,
        };
        PruneReport report;
        if (options.DryRun)
        {
            report = new LensStore(context, options.Settings).Read(session => Estimate(session.Database, limits));
        }
        else
        {
            string path = new LensStore(context, options.Settings).Read(static session => session.Path);
            var change = new StoreChange(context, options.Settings);
            report = change.Run(path, database => Prune(context, change, database, limits, path));
        }

        Write(context, options, report);
        return ExitCodes.Ok;
    }

    private static PruneReport Estimate(SqliteDatabase database, RetentionLimits limits)
    {
        long runs = Count(database);
        long used = StoreSpace.UsedBytes(database);
        long doomed = Pruner.CountDoomed(database, limits);
        long ended = Pruner.CountDoomed(database, new RetentionLimits { Keep = 0 });
        long forSize = limits.MaxBytes is { } most && used > most ? Math.Min(ended, (long)Math.Ceiling((used - most) / (double)used * runs)) : 0;
        return new PruneReport(Math.Max(doomed, forSize), null, runs - Math.Max(doomed, forSize), used, null, IsEstimate: forSize > doomed);
    }

    private static PruneReport Prune(LensContext context, StoreChange change, SqliteDatabase database, RetentionLimits limits, string path)
    {
        using var progress = new Progress(context);
        long before = StoreSpace.UsedBytes(database);
        var pruner = new Pruner(database, limits);
        bool more = true;
        while (more)
        {
            context.Cancelled.ThrowIfCancellationRequested();
            more = pruner.Step();
            progress.Show(() => $"deleting: {Words.Count(pruner.Runs, "run")}, {Words.Count(pruner.Spans, "span")}");
        }

        if (pruner.Runs > 0)
        {
            AuditLog.Write(database, context.Now, "prune", runId: null);
        }

        change.TidyUp(database, path, progress);
        return new PruneReport(pruner.Runs, pruner.Spans, Count(database), before, StoreSpace.UsedBytes(database), IsEstimate: false);
    }

    private static long Count(SqliteDatabase database) => database.Number(CountRuns) ?? 0;

    private static void Write(LensContext context, PruneOptions options, PruneReport report)
    {
        if (options.Settings.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("dry_run", options.DryRun);
                json.WriteNumber("deleted_runs", report.Runs);
                json.WriteNumberOrNull("deleted_spans", report.Spans);
                json.WriteNumber("kept_runs", report.KeptRuns);
                json.WriteNumber("size_before", report.SizeBefore);
                json.WriteNumberOrNull("size_after", report.SizeAfter);
                json.WriteBoolean("estimated", report.IsEstimate);
                json.WriteEndObject();
            });
            return;
        }

        string about = report.IsEstimate && context.IsTerminal ? "about " : "";
        context.WriteField(options.DryRun ? "would_delete" : "deleted", about + Words.Number(report.Runs));
        if (report.Spans is { } spans)
        {
            context.WriteField("spans", Words.Number(spans));
        }

        context.WriteField("kept", about + Words.Number(report.KeptRuns));
        if (options.DryRun)
        {
            context.WriteField("estimated", report.IsEstimate ? "true" : "false");
        }

        context.WriteField("size_before", Size(context, report.SizeBefore));
        if (report.SizeAfter is { } after)
        {
            context.WriteField("size_after", Size(context, after));
        }
    }

    private static string Size(LensContext context, long bytes) => context.IsTerminal ? Words.Bytes(bytes) : Words.Number(bytes);
}
