using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>FLJ2009: an override of a partial step is an ordinary method; calls that reach it through the base are traced by neither.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OverrideOfPartialStepIsPartial : CoverageAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ2009",
        "An override of a partial step is partial",
        "Calls of '{0}' through its base are not traced: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ2009"));

    public OverrideOfPartialStepIsPartial()
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
                if (method.IsOverride && steps.Examine(method, each.CancellationToken) is not null
                    && ReachRules.Examine(method) == UntracedReason.OverrideNotPartial)
                {
                    each.ReportDiagnostic(makeFinding(method, method.Locations[0], UntracedReason.OverrideNotPartial, each.CancellationToken));
                }
            },
            SymbolKind.Method);
    }
}
