using System.CommandLine;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Show;

namespace Flujo.Lens.Verbs.Get;

/// <summary>Parsing and help of <c>lens get</c>, which does what <c>show</c> does.</summary>
internal static class GetCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> part = RunIdArgument.Create("PART");
        var flags = new ShowFlags();
        var command = new VerbCommand("get", "Find a run by any part of its id, and show it.")
        {
            Examples =
            [
                ("flujo lens get ec00798f", "any eight digits of an id are enough as a rule"),
                ("flujo lens get ec00 --json", "as JSON"),
            ],
        };
        command.Add(part);
        flags.AddTo(command);
        command.SetAction(parsed => ShowHandler.Run(
            context, flags.Read(parsed, common.Read(parsed), "get", parsed.GetRequiredValue(part))));
        return command;
    }
}
