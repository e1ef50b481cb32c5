using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2006: a step implements an interface member, or overrides a method, that is no step; who calls that one is not traced.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepIsReachedThroughSteps : CoverageAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2006",
        "A step is reached through steps alone",
        "Some calls of '{0}' are not traced: {1}; put it there, or make the step partial",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2006"));

    public StepIsReachedThroughSteps()
        : base(Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding)
    {
        if (!ProjectRules.CanIntercept(context.Compilation))
            return;
        KnownSteps steps = KnownSteps.Of(context.Compilation);
        context.RegisterSymbolAction(
            each =>
            {
                var method = (IMethodSymbol)each.Symbol;
                if (steps.Examine(method, each.CancellationToken) is not null
                    && ReachRules.Examine(method) is var reason and (UntracedReason.UnmarkedBaseMethod or UntracedReason.UnmarkedInterfaceMember))
                {
                    each.ReportDiagnostic(makeFinding(method, method.Locations[0], reason, each.CancellationToken));
                }
            },
            SymbolKind.Method);
        context.RegisterSymbolAction(
            each =>
            {
                var type = (INamedTypeSymbol)each.Symbol;
                if (ReachRules.FindInheritedImplementation(type, method => steps.Examine(method, each.CancellationToken) is not null) is { } method)
                    each.ReportDiagnostic(makeFinding(method, type.Locations[0], UntracedReason.UnmarkedInterfaceMember, each.CancellationToken));
            },
            SymbolKind.NamedType);
    }
}
