using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2004: a rerouted call would be in the tree, and who reads the tree would not know it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsNotCalledInExpressionTree : UntracedUseAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2004",
        "A step is not called in an expression tree",
        "This call of '{0}' is not traced: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2004"));

    public StepIsNotCalledInExpressionTree()
        : base(Rule, looksAtMethods: false, OperationKind.Invocation)
    {
    }

    private protected override bool MayConcern(IOperation operation) => CallRules.MayBeInExpressionTree(operation.Syntax);
}
