using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2007: a call that cannot be rerouted, or that the compiler or the runtime makes by itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsCalledByName : UntracedUseAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2007",
        "A step is called so that the call can be rerouted",
        "This call of '{0}' is not traced: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2007"));

    public StepIsCalledByName()
        : base(Rule, looksAtMethods: true, UntracedUses.ImplicitKinds.Add(OperationKind.Invocation))
    {
    }
}
