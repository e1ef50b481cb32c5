using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Show;
using Flujo.Lens.Verbs.Trace;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Export;

/// <summary>Writes a run as a document: what <c>trace --json</c> says, and the run's details.</summary>
internal static class ExportHandler
{
    public static int Run(LensContext context, ExportOptions options)
    {
        (RunDetails details, TraceView view) = new LensStore(context, options.Settings).Read(session =>
        {
            RunSummary run = session.FindRun(options.Id, "export");
            return (RunDetailsReader.Read(session.Database, run), new TraceView(run.RunId, TraceTreeReader.Read(session.Database, run.RunNo)));
        });
        context.WriteJson(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("run_id", view.RunId);
                ShowJson.WriteDetails(json, details);
                TraceJson.WriteRoot(json, view);
                json.WriteEndObject();
            },
            view.Root is null ? 0 : TraceJson.DepthOf(view.Root));
        return ExitCodes.Ok;
    }
}
