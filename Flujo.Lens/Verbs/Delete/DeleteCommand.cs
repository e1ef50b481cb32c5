using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Delete;

/// <summary>Parsing and help of <c>lens delete</c>.</summary>
internal static class DeleteCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        var command = new VerbCommand("delete", "Delete a run and all that belongs to it, also from the statistics. There is no way back.")
        {
            Examples =
            [
                ("flujo lens delete 4f0c", "one run"),
                ("flujo lens export 4f0c > run.json && flujo lens delete 4f0c", "with a copy in a file"),
            ],
        };
        command.Add(id);
        command.SetAction(parsed => DeleteHandler.Run(context, new DeleteOptions(common.Read(parsed), parsed.GetRequiredValue(id))));
        return command;
    }
}
