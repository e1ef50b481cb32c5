using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Show;

/// <summary>Parsing and help of <c>lens show</c>.</summary>
internal static class ShowCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        var flags = new ShowFlags();
        var command = new VerbCommand("show", "Show one run: where it ran, how it ended, its steps and its errors.")
        {
            Examples =
            [
                ("flujo lens show last", "the newest run"),
                ("flujo lens show 4f0c --verbose", "with everything that was recorded of each step"),
                ("flujo lens show 4f0c --final-output", "with the whole output of the run"),
                ("flujo lens show 4f0c --json | jq .steps", "its steps, for a script"),
            ],
        };
        command.Add(id);
        flags.AddTo(command);
        command.SetAction(parsed => ShowHandler.Run(
            context, flags.Read(parsed, common.Read(parsed), "show", parsed.GetRequiredValue(id))));
        return command;
    }
}
