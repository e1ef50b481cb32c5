using System.CommandLine;

namespace Flujo.Lens.Verbs;

/// <summary>A command with examples, which its help shows at the end.</summary>
internal sealed class VerbCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines and what they do.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];
}
