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
        : base(Rule, UntracedUses.ImplicitKinds.Add(OperationKind.Invocation))
    {
    }

    private protected override void RegisterMore(CompilationStartAnalysisContext context, Diagnose diagnose) => context.RegisterSymbolAction(
        each =>
        {
            var method = (IMethodSymbol)each.Symbol;
            if (CallsOfRuntime.Examine(method, each.Compilation, each.CancellationToken) is var reason and not UntracedReason.None)
                each.ReportDiagnostic(diagnose(method, method.Locations[0], reason, each.CancellationToken));
        },
        SymbolKind.Method);
}
