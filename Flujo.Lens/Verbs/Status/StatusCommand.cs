using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Status;

/// <summary>Parsing and help of <c>lens status</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        var command = new VerbCommand("status", "Show which store is read, how large it is, what it holds, and who records into it.")
        {
            Examples =
            [
                ("flujo lens status", "the store that lens finds from here"),
                ("flujo lens status --json | jq .spans", "how many spans it holds"),
            ],
        };
        command.SetAction(parsed => StatusHandler.Run(context, new StatusOptions(common.Read(parsed))));
        return command;
    }
}
