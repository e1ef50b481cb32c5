using System.CommandLine;

namespace Flujo.Lens.Verbs.Trace;

/// <summary>The options that <c>trace</c> and <c>from-file</c> share.</summary>
internal sealed class TraceFlags
{
    private const int DefaultPreviewLength = 200;
    private const int WholeText = -1;

    private readonly ValueOption _previewLength = Values.Integer(
        "--prompt-preview-len",
        "Cut prompts, and the values of attributes and events, after so many characters; -1 shows all",
        least: WholeText,
        DefaultPreviewLength);

    private readonly Flag _attributes = new("--attributes", "Also attributes, tokens and cost of every span");

    private readonly Flag _events = new("--events", "Also the events of every span");

    public void AddTo(Command command)
    {
        command.Add(_previewLength.Symbol);
        command.Add(_attributes.Symbol);
        command.Add(_events.Symbol);
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="settings">What every verb is told.</param>
    /// <param name="id">The run, or the file.</param>
    public TraceOptions Read(ParseResult parsed, LensSettings settings, string id) => new()
    {
        Settings = settings,
        Id = id,
        PreviewLength = (int)_previewLength.Read(parsed)!,
        Attributes = _attributes.Read(parsed),
        Events = _events.Read(parsed),
    };
}
