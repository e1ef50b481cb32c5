using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Gives a `…Core` that does not fit the signature of its step. Its body stays, and so do its names of parameters.</summary>
internal sealed class CorrectCore(DocumentId document, MethodDeclarationSyntax core, MethodDeclarationSyntax step, UntracedReason misfit) : MemberEdit(document, core)
{
    /// <summary>False where the fix would have to know more than the syntax says, or would lose a comment.</summary>
    public static bool IsPossible(MethodDeclarationSyntax core, MethodDeclarationSyntax step)
    {
        SyntaxToken first = core.GetFirstToken();
        SyntaxToken last = HeaderTrivia.LastOf(core);
        bool hasComment = core.DescendantTokens().TakeWhile(token => token.SpanStart <= last.SpanStart)
            .Any(token => (token != first && token.LeadingTrivia.Any(HeaderTrivia.IsComment)) || (token != last && token.TrailingTrivia.Any(HeaderTrivia.IsComment)));
        return !hasComment && !HeaderTrivia.HasDirective(core) && (core.Arity != step.Arity || NamesOf(core).SequenceEqual(NamesOf(step)));
    }

    public override SyntaxNode Apply(SyntaxNode root, MethodDeclarationSyntax current)
    {
        MethodDeclarationSyntax head = CoreMethod.HeadOf(step, constraints: null);
        SyntaxTriviaList leading = current.GetLeadingTrivia();
        SyntaxTriviaList end = HeaderTrivia.LastOf(current).TrailingTrivia;
        MethodDeclarationSyntax changed = current.WithModifiers(Modifiers(current.Modifiers)).WithTypeParameterList(head.TypeParameterList);
        if (misfit <= UntracedReason.CoreParameters)
            changed = changed.WithParameterList(WithNamesOf(current.ParameterList, head.ParameterList));
        if (misfit <= UntracedReason.CoreReturnType)
            changed = changed.WithReturnType(head.ReturnType);
        changed = changed.WithConstraintClauses(head.ConstraintClauses);

        if (changed.ConstraintClauses.Any())
            changed = changed.ReplaceToken(changed.ParameterList.CloseParenToken, changed.ParameterList.CloseParenToken.WithTrailingTrivia(step.ParameterList.CloseParenToken.TrailingTrivia));
        SyntaxToken last = HeaderTrivia.LastOf(changed);
        return root.ReplaceNode(current, HeaderTrivia.Settle(changed.ReplaceToken(last, last.WithTrailingTrivia(end)).WithLeadingTrivia(leading)));
    }

    /// <summary>Static and readonly as the step is, everything else as it was.</summary>
    private SyntaxTokenList Modifiers(SyntaxTokenList own)
    {
        IEnumerable<SyntaxKind> kinds = own.Where(static each => !CoreMethod.IsShared(each)).Select(static each => each.Kind());
        SyntaxKind[] accessibility = [.. kinds.Where(HalfModifiers.IsAccessibility)];
        return SyntaxFactory.TokenList(accessibility
            .Concat(step.Modifiers.Where(CoreMethod.IsShared).Select(static each => each.Kind()))
            .Concat(kinds.Except(accessibility))
            .Select(static kind => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space)));
    }

    private static ParameterListSyntax WithNamesOf(ParameterListSyntax core, ParameterListSyntax step) =>
        core.Parameters.Count != step.Parameters.Count
            ? step
            : step.ReplaceNodes(step.Parameters, (old, each) => each
                .WithIdentifier(SyntaxFactory.Identifier(core.Parameters[step.Parameters.IndexOf(old)].Identifier.Text))
                .WithTrailingTrivia(each.GetTrailingTrivia())
                .WithAttributeLists(core.Parameters[step.Parameters.IndexOf(old)].AttributeLists));

    private static IEnumerable<string> NamesOf(MethodDeclarationSyntax method) =>
        method.TypeParameterList?.Parameters.Select(static each => each.Identifier.ValueText) ?? [];
}
