using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2002: a delegate of a step calls the method itself, and not the wrapper that calls are rerouted to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsNotUsedAsDelegate : UntracedUseAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2002",
        "A step is not used as a delegate",
        "'{0}' is not traced here: {1}; make it partial",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2002"));

    public StepIsNotUsedAsDelegate()
        : base(Rule, looksAtMethods: false, OperationKind.MethodReference)
    {
    }
}
