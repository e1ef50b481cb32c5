using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>Shows the trace tree of a run.</summary>
internal static class TraceHandler
{
    public static int Run(LensContext context, TraceOptions options)
    {
        TraceView view = new LensStore(context, options.Settings).Read(session =>
        {
            RunSummary run = session.FindRun(options.Id, "trace");
            return new TraceView(run.RunId, TraceTreeReader.Read(session.Database, run.RunNo));
        });
        return Show(context, options, view);
    }

    /// <summary>Shows a tree, wherever it comes from.</summary>
    public static int Show(LensContext context, TraceOptions options, TraceView view)
    {
        if (options.Settings.Json)
        {
            context.WriteJson(json => TraceJson.Write(json, view), view.Root is null ? 0 : TraceJson.DepthOf(view.Root));
        }
        else if (view.Root is { } root)
        {
            new TraceTreeWriter(context, options).Write(root);
        }
        else
        {
            context.Error.WriteLine($"Run {SafeText.Line(view.RunId)} has no spans yet.");
        }

        return ExitCodes.Ok;
    }
}
