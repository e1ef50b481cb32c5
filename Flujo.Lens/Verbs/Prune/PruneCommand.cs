using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Prune;

/// <summary>Parsing and help of <c>lens prune</c>.</summary>
internal static class PruneCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        ValueOption olderThan = Values.Time("--older-than", "Runs that started before: an age such as 30d, 12h, or an ISO 8601 time", context.Clock);
        ValueOption keep = Values.Integer("--keep", "Runs beyond the newest N", least: 0, fallback: null);
        ValueOption maxSize = Values.Size("--max-size", "The oldest runs, until the store takes at most so much: 500MB, 1GB");
        var dryRun = new Flag("--dry-run", "Only say what would be deleted");
        var command = new VerbCommand("prune", "Delete the runs beyond any of these limits, the oldest first, and shrink the file. Running and paused runs stay.")
        {
            Examples =
            [
                ("flujo lens prune --older-than 30d --dry-run", "how much is older than thirty days"),
                ("flujo lens prune --keep 1000", "only the newest thousand runs stay"),
                ("flujo lens prune --older-than 30d --max-size 1GB", "both limits hold"),
            ],
        };
        command.Add(olderThan.Symbol);
        command.Add(keep.Symbol);
        command.Add(maxSize.Symbol);
        command.Add(dryRun.Symbol);
        command.Validators.Add(result =>
        {
            if (result.GetResult(olderThan.Symbol) is null && result.GetResult(keep.Symbol) is null && result.GetResult(maxSize.Symbol) is null)
            {
                result.AddError("prune needs a limit: --older-than, --keep or --max-size");
            }
        });
        command.SetAction(parsed => PruneHandler.Run(context, new PruneOptions
        {
            Settings = common.Read(parsed),
            Before = (DateTimeOffset?)olderThan.Read(parsed),
            Keep = (int?)keep.Read(parsed),
            MaxSize = (long?)maxSize.Read(parsed),
            DryRun = dryRun.Read(parsed),
        }));
        return command;
    }
}
