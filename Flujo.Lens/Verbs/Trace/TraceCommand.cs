using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>Parsing and help of <c>lens trace</c>.</summary>
internal static class TraceCommand
{
    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        var flags = new TraceFlags();
        var command = new VerbCommand("trace", "Draw a run as a tree: what ran under what, how it ended, how long it took.")
        {
            Examples =
            [
                ("flujo lens trace last", "the newest run"),
                ("flujo lens trace 4f0c --events --attributes", "with everything that was recorded"),
                ("flujo lens trace 4f0c --prompt-preview-len 500", "with longer prompts"),
                ("flujo lens trace 4f0c --json", "as JSON"),
            ],
        };
        command.Add(id);
        flags.AddTo(command);
        command.SetAction(parsed => TraceHandler.Run(context, flags.Read(parsed, common.Read(parsed), parsed.GetRequiredValue(id))));
        return command;
    }
}
