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
        var status = new Option<FlujoStatus?>("--status")
        {
            Description = "Only runs of this status: " + string.Join(", ", Words.Statuses),
            HelpName = "STATUS",
            CustomParser = OptionParsers.Status,
        };
        var pipeline = new Option<string?>("--pipeline")
        {
            Description = "Only runs of this pipeline (its whole name)",
            HelpName = "NAME",
        };
        var limit = new Option<int>("--limit")
        {
            Description = "At most so many runs",
            HelpName = "N",
            CustomParser = OptionParsers.Integer(least: 1),
            DefaultValueFactory = _ => DefaultLimit,
        };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only runs that started then or later: an ISO 8601 time, or an age such as 30m, 24h, 7d",
            HelpName = "TIME",
            CustomParser = OptionParsers.Since(context.Clock),
        };
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
        command.Add(status);
        command.Add(pipeline);
        command.Add(limit);
        command.Add(since);
        command.SetAction(parsed => ListHandler.Run(context, new ListOptions(
            common.Read(parsed),
            new RunFilter
            {
                Status = parsed.GetValue(status),
                Pipeline = parsed.GetValue(pipeline),
                Limit = parsed.GetValue(limit),
                Since = parsed.GetValue(since),
            })));
        return command;
    }
}
