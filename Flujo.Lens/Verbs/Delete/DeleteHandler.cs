using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;
using Flujo.Storage;

namespace Flujo.Lens.Verbs.Delete;

/// <summary>Deletes one run.</summary>
internal static class DeleteHandler
{
    public static int Run(LensContext context, DeleteOptions options)
    {
        (RunSummary run, string path) = new LensStore(context, options.Settings).Read(session => (session.FindRun(options.Id), session.Path));
        var change = new StoreChange(context, options.Settings);
        long spans = change.Run(path, database => Delete(context, change, database, run, path));
        if (options.Settings.Json)
        {
            context.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("run_id", run.RunId);
                json.WriteString("pipeline_name", run.PipelineName);
                json.WriteString("status", run.Status.Word());
                json.WriteNumber("deleted_spans", spans);
                json.WriteEndObject();
            });
        }
        else
        {
            context.WriteField("deleted", run.RunId);
            context.WriteField("pipeline", run.PipelineName);
            context.WriteField("spans", Words.Number(spans));
        }

        return ExitCodes.Ok;
    }

    private static long Delete(LensContext context, StoreChange change, SqliteDatabase database, RunSummary run, string path)
    {
        using var progress = new Progress(context);
        var deletion = new RunDeletion(database);
        var queue = new Queue<long>([run.RunNo]);
        while (queue.Count > 0)
        {
            context.Cancelled.ThrowIfCancellationRequested();
            deletion.DeleteSome(queue);
            progress.Show(() => $"deleting: {Words.Count(deletion.Spans, "span")}");
        }

        if (deletion.Runs == 0)
        {
            throw RunErrors.Running(run.RunId, path);
        }

        AuditLog.Write(database, context.Now, "delete", run.RunId);
        change.TidyUp(database, path, progress);
        return deletion.Spans;
    }
}
