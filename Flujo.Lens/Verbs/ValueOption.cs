using System.CommandLine;
using Flujo.Lens.Terminal;

namespace Flujo.Lens.Verbs;

/// <summary>Reads a value from what the user wrote; false when it is none.</summary>
internal delegate bool ValueParser<T>(string text, out T value);

/// <summary>
/// An option whose value lens parses itself. To the library all of them are texts: its generic code for texts is compiled
/// ahead of time, and that for numbers and times is not, which would cost every start ten milliseconds.
/// </summary>
internal sealed class ValueOption<T>
{
    private const int LongestEcho = 60;

    private readonly ValueParser<T> _parse;
    private readonly T _fallback;

    /// <param name="name">With its dashes.</param>
    /// <param name="helpName">What stands for the value in the help.</param>
    /// <param name="description">One sentence for the help.</param>
    /// <param name="expects">What the option takes, for the error.</param>
    /// <param name="parse">Reads the value.</param>
    /// <param name="fallback">The value where the option is not given.</param>
    public ValueOption(string name, string helpName, string description, string expects, ValueParser<T> parse, T fallback)
    {
        _parse = parse;
        _fallback = fallback;
        Symbol = new Option<string?>(name) { Description = description, HelpName = helpName };
        Symbol.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !parse(result.Tokens[0].Value, out _))
            {
                result.AddError($"{name} takes {expects}; it was given '{SafeText.Line(result.Tokens[0].Value, LongestEcho)}'");
            }
        });
    }

    /// <summary>What is added to a command.</summary>
    public Option<string?> Symbol { get; }

    public T Read(ParseResult parsed) => parsed.GetValue(Symbol) is { } text && _parse(text, out T value) ? value : _fallback;
}
