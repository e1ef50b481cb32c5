using System.CommandLine;
using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Verbs.List;

/// <summary>Parsing and help of <c>lens list</c>.</summary>
internal static class ListCommand
{
    private const int DefaultLimit = 50;

    public static Command Create(LensContext context, CommonOptions common)
    {
        ValueOption status = Values.Status("runs");
        var pipeline = new Option<string?>("--pipeline")
        {
            Description = "Only runs of this pipeline (its whole name)",
            HelpName = "NAME",
        };
        ValueOption limit = Values.Integer("--limit", "At most so many runs", least: 1, DefaultLimit);
        ValueOption since = Values.Time(
            "--since", "Only runs that started then or later: an ISO 8601 time, or an age such as 30m, 24h, 7d", context.Clock);
        var command = new VerbCommand("list", "List runs, newest first.")
        {
            Examples =
            [
                ("flujo lens list", "the 50 newest runs"),
                ("flujo lens list --status failed --since 24h", "what failed since yesterday"),
                ("flujo lens list --pipeline research --limit 5", "the last five runs of one pipeline"),
                ("flujo lens list --json | jq -r '.[].run_id'", "run ids for a script"),
            ],
        };
        command.Add(status.Symbol);
        command.Add(pipeline);
        command.Add(limit.Symbol);
        command.Add(since.Symbol);
        command.SetAction(parsed => ListHandler.Run(context, new ListOptions(
            common.Read(parsed),
            new RunFilter
            {
                Status = (FlujoStatus?)status.Read(parsed),
                Pipeline = parsed.GetValue(pipeline),
                Limit = (int)limit.Read(parsed)!,
                Since = (DateTimeOffset?)since.Read(parsed),
            })));
        return command;
    }
}
