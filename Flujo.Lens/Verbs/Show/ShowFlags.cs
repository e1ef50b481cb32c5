using System.CommandLine;

namespace Flujo.Lens.Verbs.Show;

/// <summary>The options that <c>show</c> and <c>get</c> share.</summary>
internal sealed class ShowFlags
{
    private readonly Option<bool> _verbose = new("--verbose", "-v")
    {
        Description = "Also input, output and error of every step, the steps as declared, and where they were called",
    };

    private readonly Option<bool> _input = new("--show-input") { Description = "Also the recorded input of every step" };

    private readonly Option<bool> _output = new("--show-output") { Description = "Also the recorded output of every step" };

    private readonly Option<bool> _error = new("--show-error") { Description = "Also the whole error of every step" };

    private readonly Option<bool> _finalOutput = new("--final-output")
    {
        Description = "Also the whole output of the run, or why there is none",
    };

    public void AddTo(Command command)
    {
        command.Add(_verbose);
        command.Add(_input);
        command.Add(_output);
        command.Add(_error);
        command.Add(_finalOutput);
    }

    public ShowOptions Read(ParseResult parsed, LensSettings settings, string verb, string id) => new()
    {
        Settings = settings,
        Verb = verb,
        Id = id,
        Verbose = parsed.GetValue(_verbose),
        Input = parsed.GetValue(_input),
        Output = parsed.GetValue(_output),
        Error = parsed.GetValue(_error),
        FinalOutput = parsed.GetValue(_finalOutput),
    };
}
