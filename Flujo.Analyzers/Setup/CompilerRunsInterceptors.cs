using Flujo.Analyzers.Coverage;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Setup;

/// <summary>
/// FLJ0001: the language version or the project's settings keep every step from being traced. Said at each step, and where a step
/// of another assembly is called.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilerRunsInterceptors : CoverageAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ0001",
        "The compiler runs interceptors",
        "'{0}' is not traced: {1}",
        Categories.Coverage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ0001"));

    public CompilerRunsInterceptors()
        : base(Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding)
    {
        UntracedReason reason = ProjectRules.Examine(context.Compilation);
        if (reason == UntracedReason.None)
            return;

        context.RegisterSymbolAction(
            each =>
            {
                var method = (IMethodSymbol)each.Symbol;
                if (method.PartialDefinitionPart is null && StepAttributes.IsMarked(method)
                    && !RuleBook.IsNoStep(StepRules.Examine(StepRules.CalledMethod(method), each.Compilation, each.CancellationToken)))
                {
                    each.ReportDiagnostic(makeFinding(method, PlaceOf(method, each.CancellationToken), reason, each.CancellationToken));
                }
            },
            SymbolKind.Method);
        KnownSteps steps = KnownSteps.Of(context.Compilation);
        context.RegisterOperationAction(
            each =>
            {
                IMethodSymbol method = StepRules.CalledMethod(((IInvocationOperation)each.Operation).TargetMethod);
                if (each.Operation.Syntax is InvocationExpressionSyntax call && CalledName.Of(call) is { } name
                    && steps.Examine(method, each.CancellationToken) is not null
                    && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, each.Compilation.Assembly))
                {
                    each.ReportDiagnostic(makeFinding(method, name.Identifier.GetLocation(), reason, each.CancellationToken));
                }
            },
            OperationKind.Invocation);
    }

    /// <summary>The name of the attribute, which has no effect.</summary>
    private static Location PlaceOf(IMethodSymbol method, CancellationToken cancellationToken) =>
        StepAttributes.FindAny(method)!.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax syntax
            ? syntax.Name.GetLocation()
            : method.Locations[0];
}
