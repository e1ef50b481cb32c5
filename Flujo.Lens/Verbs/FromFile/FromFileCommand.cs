using System.CommandLine;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Trace;

namespace Flujo.Lens.Verbs.FromFile;

/// <summary>Parsing and help of <c>lens from-file</c>.</summary>
internal static class FromFileCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        var path = new Argument<string>("PATH") { Description = "What export, or trace --json, has written; - for standard input" };
        var flags = new TraceFlags();
        var command = new VerbCommand("from-file", "Draw a run from a file, as trace does from a store.")
        {
            Examples =
            [
                ("flujo lens from-file run.json", "the tree"),
                ("flujo lens export 4f0c | flujo lens from-file - --events", "with events, through a pipe"),
            ],
        };
        command.Add(path);
        flags.AddTo(command);
        command.SetAction(parsed => FromFileHandler.Run(context, flags.Read(parsed, common.Read(parsed), parsed.GetRequiredValue(path))));
        return command;
    }
}
