using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Stats;

/// <summary>Parsing and help of <c>lens stats</c>.</summary>
internal static class StatsCommand
{
    private const int DefaultHours = 24;

    public static Command Create(LensContext context, CommonOptions common)
    {
        var pipeline = new Option<string?>("--pipeline")
        {
            Description = "Only spans of this pipeline (its whole name)",
            HelpName = "NAME",
        };
        ValueOption hours = Values.Integer(
            "--hours", "The spans that started in the last so many hours", least: 1, DefaultHours);
        var command = new VerbCommand("stats", "Count spans, and show how long each step takes and how often it fails.")
        {
            Examples =
            [
                ("flujo lens stats", "the last 24 hours"),
                ("flujo lens stats --hours 168 --pipeline research", "one pipeline's last week"),
                ("flujo lens stats --json | jq '.steps[0]'", "the step that ran most often"),
            ],
        };
        command.Add(pipeline);
        command.Add(hours.Symbol);
        command.SetAction(parsed => StatsHandler.Run(context, new StatsOptions(
            common.Read(parsed), parsed.GetValue(pipeline), (int)hours.Read(parsed)!)));
        return command;
    }
}
