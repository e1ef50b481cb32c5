using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>Parsing and help of <c>lens trace</c>.</summary>
internal static class TraceCommand
{
    private const int DefaultPreviewLength = 200;
    private const int WholeText = -1;

    public static Command Create(LensContext context, CommonOptions common)
    {
        Argument<string> id = RunIdArgument.Create();
        ValueOption<int> previewLength = Values.Integer(
            "--prompt-preview-len",
            "Cut prompts, and the values of attributes and events, after so many characters; -1 shows all",
            least: WholeText,
            DefaultPreviewLength);
        var attributes = new Option<bool>("--attributes") { Description = "Also attributes, tokens and cost of every span" };
        var events = new Option<bool>("--events") { Description = "Also the events of every span" };
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
        command.Add(previewLength.Symbol);
        command.Add(attributes);
        command.Add(events);
        command.SetAction(parsed => TraceHandler.Run(context, new TraceOptions
        {
            Settings = common.Read(parsed),
            Id = parsed.GetRequiredValue(id),
            PreviewLength = previewLength.Read(parsed),
            Attributes = parsed.GetValue(attributes),
            Events = parsed.GetValue(events),
        }));
        return command;
    }
}
