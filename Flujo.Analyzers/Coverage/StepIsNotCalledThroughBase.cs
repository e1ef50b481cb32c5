using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2003: a wrapper cannot make a base call, it would call the override again and again.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsNotCalledThroughBase : UntracedUseAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2003",
        "A step is not called through base",
        "This call of '{0}' is not traced: {1}; make it partial",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2003"));

    public StepIsNotCalledThroughBase()
        : base(Rule, looksAtMethods: false, OperationKind.Invocation)
    {
    }

    private protected override bool MayConcern(IOperation operation) => operation.Syntax is InvocationExpressionSyntax call && CallRules.IsBaseCall(call);
}
