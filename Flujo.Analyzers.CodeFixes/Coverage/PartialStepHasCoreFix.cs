using System.Collections.Immutable;
using System.Composition;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>FLJ2008: creates the `…Core` of a partial step, gives it the step's signature, or makes the type partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PartialStepHasCoreFix() : MemberFix("FLJ2008")
{
    private protected override string Title(Diagnostic diagnostic) => "Give the partial step a Core that fits";

    private protected override async Task<ImmutableArray<MemberEdit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || root.FindNode(diagnostic.Location.SourceSpan) is not MethodDeclarationSyntax { Parent: TypeDeclarationSyntax } syntax
            || model.GetDeclaredSymbol(syntax, cancellationToken) is not IMethodSymbol step
            || HeaderTrivia.HasDirective(syntax))
        {
            return [];
        }

        switch (PartialForm.ExamineCore(step))
        {
            case UntracedReason.PartialInWholeType:
                return [new OpenTypes(document.Id, syntax)];
            case UntracedReason.MissingCore when Splitting.IsCoreNameFree(step, syntax, model):
                return [new AddCore(document.Id, syntax, InheritedConstraints.Find(step, model, syntax.SpanStart))];
            case UntracedReason.CoreTypeParameters or UntracedReason.CoreParameters or UntracedReason.CoreReturnType
                or UntracedReason.CoreStatic or UntracedReason.CoreReadOnly or UntracedReason.CoreConstraints when !step.IsOverride || step.Arity == 0:
                return await CorrectAsync(step, syntax, document.Project.Solution, cancellationToken).ConfigureAwait(false) is { } edit ? [edit] : [];
            default:
                return [];
        }
    }

    /// <summary>Null where the core's body does not compile with the step's signature.</summary>
    private static async Task<MemberEdit?> CorrectAsync(IMethodSymbol step, MethodDeclarationSyntax syntax, Solution solution, CancellationToken cancellationToken)
    {
        if (PartialForm.Find(step) is not { Core: { MethodKind: MethodKind.Ordinary } core, Misfit: var misfit }
            || await core.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is not MethodDeclarationSyntax coreSyntax
            || !CorrectCore.IsPossible(coreSyntax, syntax)
            || solution.GetDocument(coreSyntax.SyntaxTree) is not { } document || document is SourceGeneratedDocument)
        {
            return null;
        }

        var edit = new CorrectCore(document.Id, coreSyntax, syntax, misfit);
        Solution changed = await ApplyAsync(solution, [edit], cancellationToken).ConfigureAwait(false);
        int before = await ErrorsAsync(document, cancellationToken).ConfigureAwait(false);
        return await ErrorsAsync(changed.GetDocument(document.Id)!, cancellationToken).ConfigureAwait(false) <= before ? edit : null;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? model.GetDiagnostics(cancellationToken: cancellationToken).Count(static each => each.Severity == DiagnosticSeverity.Error)
            : 0;
}
