using System.CommandLine;

namespace Flujo.Lens.Verbs.Show;

/// <summary>The options that <c>show</c> and <c>get</c> share.</summary>
internal sealed class ShowFlags
{
    private readonly Flag _verbose = new("--verbose", "Also input, output and error of every step, the steps as declared, and where they were called", "-v");

    private readonly Flag _input = new("--show-input", "Also the recorded input of every step");

    private readonly Flag _output = new("--show-output", "Also the recorded output of every step");

    private readonly Flag _error = new("--show-error", "Also the whole error of every step");

    private readonly Flag _finalOutput = new("--final-output", "Also the whole output of the run, or why there is none");

    public void AddTo(Command command)
    {
        command.Add(_verbose.Symbol);
        command.Add(_input.Symbol);
        command.Add(_output.Symbol);
        command.Add(_error.Symbol);
        command.Add(_finalOutput.Symbol);
    }

    public ShowOptions Read(ParseResult parsed, LensSettings settings, string verb, string id) => new()
    {
        Settings = settings,
        Verb = verb,
        Id = id,
        Verbose = _verbose.Read(parsed),
        Input = _input.Read(parsed),
        Output = _output.Read(parsed),
        Error = _error.Read(parsed),
        FinalOutput = _finalOutput.Read(parsed),
    };
}
