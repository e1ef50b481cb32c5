using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2005: at run time the call finds the method, and not its wrapper.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsNotCalledThroughDynamic : UntracedUseAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2005",
        "A step is not called through dynamic",
        "This call of '{0}' is not traced: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2005"));

    public StepIsNotCalledThroughDynamic()
        : base(Rule, looksAtMethods: false, OperationKind.DynamicInvocation)
    {
    }
}
