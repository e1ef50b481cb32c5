using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Spans;

/// <summary>Parsing and help of <c>lens spans</c>.</summary>
internal static class SpansCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        ValueOption status = Values.Status("spans");
        var name = new Option<string?>("--name")
        {
            Description = "Only spans of this name (the whole name)",
            HelpName = "NAME",
        };
        var command = new VerbCommand("spans", "List the spans of a run, one line each, in the order in which they started.")
        {
            Examples =
            [
                ("flujo lens spans last", "all spans of the newest run"),
                ("flujo lens spans 4f0c --status failed", "what failed in a run"),
                ("flujo lens spans 4f0c --name rank_results", "every call of one step"),
            ],
        };
        command.Add(id);
        command.Add(status.Symbol);
        command.Add(name);
        command.SetAction(parsed => SpansHandler.Run(context, new SpansOptions(
            common.Read(parsed), parsed.GetRequiredValue(id), (FlujoStatus?)status.Read(parsed), parsed.GetValue(name))));
        return command;
    }
}
