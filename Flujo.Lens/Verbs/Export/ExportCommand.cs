using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Export;

/// <summary>Parsing and help of <c>lens export</c>.</summary>
internal static class ExportCommand
{
    private const string Json = "json";

    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        var format = new ValueOption("--format", "FORMAT", "The format [default: json]", Json, static text => text == Json ? text : null, Json);
        var command = new VerbCommand("export", "Write a run with all its spans as one JSON document, which from-file reads.")
        {
            Examples =
            [
                ("flujo lens export 4f0c --format json > run.json", "a run in a file"),
                ("flujo lens from-file run.json", "and drawn from it, on any machine"),
            ],
        };
        command.Add(id);
        command.Add(format.Symbol);
        command.SetAction(parsed => ExportHandler.Run(context, new ExportOptions(common.Read(parsed), parsed.GetRequiredValue(id))));
        return command;
    }
}
