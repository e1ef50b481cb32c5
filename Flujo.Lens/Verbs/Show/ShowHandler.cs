using Flujo.Lens.Store;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.Show;

/// <summary>Shows one run.</summary>
internal static class ShowHandler
{
    public static int Run(LensContext context, ShowOptions options)
    {
        RunView view = new LensStore(context, options.Settings).Read(session => Read(session, options));
        if (options.Settings.Json)
        {
            context.WriteJson(json => ShowJson.Write(json, view));
        }
        else
        {
            new ShowText(context, options, view).Write();
        }

        return ExitCodes.Ok;
    }

    private static RunView Read(LensSession session, ShowOptions options)
    {
        RunSummary run = session.FindRun(options.Id, options.Verb);
        RunDetails details = RunDetailsReader.Read(session.Database, run);
        List<StepRow> steps = StepHistoryReader.ReadRows(session.Database, run.RunNo);
        var names = steps.Select(step => step.Span.Name).ToHashSet();
        return new RunView(
            details,
            steps,
            options.Verbose ? DeclaredStepReader.Read(session.Database, names, details) : [])
        {
            Usage = UsageReader.OfRun(session.Database, run.RunNo),
        };
    }
}
