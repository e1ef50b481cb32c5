using System.CommandLine;
using System.CommandLine.Help;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Audit;
using Flujo.Lens.Verbs.Delete;
using Flujo.Lens.Verbs.Export;
using Flujo.Lens.Verbs.FromFile;
using Flujo.Lens.Verbs.Get;
using Flujo.Lens.Verbs.List;
using Flujo.Lens.Verbs.Prune;
using Flujo.Lens.Verbs.Ship;
using Flujo.Lens.Verbs.Show;
using Flujo.Lens.Verbs.Spans;
using Flujo.Lens.Verbs.Stats;
using Flujo.Lens.Verbs.Status;
using Flujo.Lens.Verbs.Trace;

namespace Flujo.Lens.Verbs;

/// <summary>The whole command line: <c>flujo lens VERB</c>. A new verb is one line here and a folder beside this file.</summary>
internal static class LensCommand
{
    public static Command CreateRoot(LensContext context)
    {
        var root = new Command("flujo", "Flujo: what your pipeline really did.")
        {
            CreateLens(context),
            new VersionOption(),
        };
        var help = new HelpOption();
        if (help.Action is HelpAction action)
        {
            action.MaxWidth = Math.Max(context.Width, 80);
            help.Action = new HelpWithExamples(action);
        }

        root.Add(help);
        return root;
    }

    private static VerbCommand CreateLens(LensContext context)
    {
        var common = new CommonOptions(context);
        var lens = new VerbCommand("lens", "Read the traces that Flujo recorded.")
        {
            Examples =
            [
                ("flujo lens list", "which runs there are"),
                ("flujo lens trace last", "what the newest one did"),
                ("flujo lens show 4f0c", "one run's steps; any part of its id will do"),
            ],
        };
        common.AddTo(lens);
        lens.Add(ListCommand.Create(context, common));
        lens.Add(GetCommand.Create(context, common));
        lens.Add(ShowCommand.Create(context, common));
        lens.Add(TraceCommand.Create(context, common));
        lens.Add(SpansCommand.Create(context, common));
        lens.Add(StatsCommand.Create(context, common));
        lens.Add(ShipCommand.Create(context, common));
        lens.Add(ExportCommand.Create(context, common));
        lens.Add(FromFileCommand.Create(context, common));
        lens.Add(DeleteCommand.Create(context, common));
        lens.Add(PruneCommand.Create(context, common));
        lens.Add(StatusCommand.Create(context, common));
        lens.Add(AuditCommand.Create(context, common));
        return lens;
    }
}
