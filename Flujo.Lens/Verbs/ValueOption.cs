using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>Reads a value from what the user wrote; null when it is none.</summary>
internal delegate object? ValueParser(string text);

/// <summary>
/// An option whose value lens parses itself. To the library all of them are texts: its generic code for texts is compiled
/// ahead of time, and that for numbers and times is not, which would cost every start ten milliseconds. For the same reason the
/// values are boxed here.
/// </summary>
internal sealed class ValueOption
{
    private const int LongestEcho = 60;

    private readonly ValueParser _parse;
    private readonly object? _fallback;

    /// <param name="name">With its dashes.</param>
    /// <param name="helpName">What stands for the value in the help.</param>
    /// <param name="description">One sentence for the help.</param>
    /// <param name="expects">What the option takes, for the error.</param>
    /// <param name="parse">Reads the value.</param>
    /// <param name="fallback">The value where the option is not given.</param>
    /// <param name="words">All values there are, for the shell's completion; none where there are too many.</param>
    public ValueOption(string name, string helpName, string description, string expects, ValueParser parse, object? fallback, params string[] words)
    {
        _parse = parse;
        _fallback = fallback;
        Symbol = new Option<string?>(name) { Description = description, HelpName = helpName };
        Symbol.CompletionSources.Clear();
        Symbol.CompletionSources.Add(words);
        Symbol.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && parse(result.Tokens[0].Value) is null)
            {
                result.AddError($"{name} takes {expects}; it was given '{SafeText.Line(result.Tokens[0].Value, LongestEcho)}'");
            }
        });
    }

    /// <summary>What is added to a command.</summary>
    public Option<string?> Symbol { get; }

    /// <summary>The value, of the type that the maker of the option names.</summary>
    public object? Read(ParseResult parsed) => parsed.GetValue(Symbol) is { } text ? _parse(text) : _fallback;
}
