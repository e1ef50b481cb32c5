using System.CommandLine;

namespace Flujo.Lens.Verbs;

/// <summary>An option without a value. To the library it is a text that takes none; see <see cref="ValueOption"/>.</summary>
internal sealed class Flag
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">One sentence for the help.</param>
    /// <param name="aliases">Other names.</param>
    public Flag(string name, string description, params string[] aliases) =>
        Symbol = new Option<string?>(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>What is added to a command.</summary>
    public Option<string?> Symbol { get; }

    public bool Read(ParseResult parsed) => parsed.GetResult(Symbol) is { Implicit: false };
}
