using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2001: a method that can be no step has the attribute, or overrides one that has.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AttributeStandsOnPossibleStep : CoverageAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2001",
        "The attribute stands on a method that can be a step",
        "'{0}' cannot be a step: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2001"));

    public AttributeStandsOnPossibleStep()
        : base(Rule, speaksWhenOff: true)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding)
    {
        context.RegisterSymbolAction(
            each => Examine((IMethodSymbol)each.Symbol, each.Compilation, each.ReportDiagnostic, makeFinding, each.CancellationToken),
            SymbolKind.Method);

        // These are no members, so no symbol action sees them.
        context.RegisterSyntaxNodeAction(
            each =>
            {
                ISymbol? symbol = each.Node is LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } function
                    ? each.SemanticModel.GetDeclaredSymbol(function, each.CancellationToken)
                    : each.Node is LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda
                        ? each.SemanticModel.GetSymbolInfo(lambda, each.CancellationToken).Symbol
                        : null;
                if (symbol is IMethodSymbol method)
                    Examine(method, each.Compilation, each.ReportDiagnostic, makeFinding, each.CancellationToken);
            },
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.ParenthesizedLambdaExpression,
            SyntaxKind.SimpleLambdaExpression);
    }

    private static void Examine(
        IMethodSymbol method, Compilation compilation, Action<Diagnostic> report, MakeFinding makeFinding, CancellationToken cancellationToken)
    {
        if (method.PartialDefinitionPart is not null || StepAttributes.FindDeclaration(method) is null)
            return;
        UntracedReason reason = StepRules.Examine(StepRules.CalledMethod(method), compilation, cancellationToken);
        if (RuleBook.IsNoStep(reason))
            report(makeFinding(method, DeclarationRules.PlaceOf(method, cancellationToken), reason, cancellationToken));
    }
}
