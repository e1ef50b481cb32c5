using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2008: a partial step has no method with its name and Core after it, or one that does not fit.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PartialStepHasCore : CoverageAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2008",
        "A partial step has a Core method of the same signature",
        "The partial step '{0}' has no body: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2008"));

    public PartialStepHasCore()
        : base(Rule, speaksWhenOff: true)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding) => context.RegisterSymbolAction(
        each =>
        {
            var method = (IMethodSymbol)each.Symbol;
            if (PartialForm.ExamineCore(method) is var reason and not UntracedReason.None
                && !RuleBook.IsNoStep(StepRules.Examine(method, each.Compilation, each.CancellationToken)))
            {
                each.ReportDiagnostic(makeFinding(method, method.Locations[0], reason, each.CancellationToken));
            }
        },
        SymbolKind.Method);
}
