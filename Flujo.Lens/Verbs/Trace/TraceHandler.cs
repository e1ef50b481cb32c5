using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>Shows the trace tree of a run.</summary>
internal static class TraceHandler
{
    public static int Run(LensContext context, TraceOptions options)
    {
        (RunSummary run, TraceSpan? root) = new LensStore(context, options.Settings).Read(session =>
        {
            RunSummary found = session.FindRun(options.Id, "trace");
            return (found, TraceTreeReader.Read(session.Connection, found.RunNo));
        });
        if (options.Settings.Json)
        {
            context.WriteJson(json => TraceJson.Write(json, run.RunId, root), root is null ? 0 : TraceJson.DepthOf(root));
        }
        else if (root is not null)
        {
            new TraceTreeWriter(context, options).Write(root);
        }
        else
        {
            context.Error.WriteLine($"Run {SafeText.Line(run.RunId)} has no spans yet.");
        }

        return ExitCodes.Ok;
    }
}
