using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>A place in the source that gives a span, or a run, its name.</summary>
/// <param name="Thing">What is named.</param>
/// <param name="Name">The name, or null where no constant gives it.</param>
/// <param name="Node">The expression that gives the name; the attribute's own name where the method's name serves.</param>
/// <param name="Options">The settings of the project and of the file.</param>
/// <param name="Sink">Takes what is found.</param>
internal sealed record NamedPlace(NamedThing Thing, string? Name, SyntaxNode Node, AnalyzerOptions Options, Action<Diagnostic> Sink)
{
    /// <summary>The method that does the work, or null where there is none, or more than one.</summary>
    public IMethodSymbol? Method { get; init; }

    /// <summary>Not a constant, and yet always the same.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>A name that the rules on names of steps look at, and that is fit to be one.</summary>
    public bool IsStepName => Thing != NamedThing.Other && Name is not null && NameFault.Of(Name) is null;

    /// <summary>Reports at the name.</summary>
    /// <param name="rule">What the rule says.</param>
    /// <param name="suggestion">A better name, for the fix.</param>
    /// <param name="arguments">Of the message.</param>
    public void Report(DiagnosticDescriptor rule, string? suggestion, params object?[] arguments) => Sink(Diagnostic.Create(
        HelpLinks.Resolve(rule, Options), Node.GetLocation(), NameSuggestion.Pack(suggestion), arguments));
}
