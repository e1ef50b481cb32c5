using System.Collections.Immutable;
using System.Composition;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>FLJ2002, FLJ2003, FLJ2006 and FLJ2009: makes the step partial, so that it is traced whoever calls it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StepIsMadePartialFix() : MemberFix("FLJ2002", "FLJ2003", "FLJ2006", "FLJ2009")
{
    private protected override string Title(Diagnostic diagnostic) => "Make the step partial";

    private protected override async Task<ImmutableArray<MemberEdit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || StepAt(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, cancellationToken) is not { } step)
        {
            return [];
        }

        return await StepFamily.SplitAsync(step, document.Project.Solution, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The step that a name refers to, that is declared there, or that a type has inherited and made an implementation.</summary>
    private static IMethodSymbol? StepAt(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) =>
        (model.GetSymbolInfo(node, cancellationToken).Symbol ?? model.GetDeclaredSymbol(node, cancellationToken)) switch
        {
            IMethodSymbol method => StepRules.CalledMethod(method),
            INamedTypeSymbol type => ReachRules.FindInheritedImplementation(
                type, method => KnownSteps.Of(model.Compilation).Examine(method, cancellationToken) is not null),
            _ => null,
        };
}
