using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Writes a `…Core` beneath a partial step that has none. What it does is for somebody to write.</summary>
internal sealed class AddCore(DocumentId document, MethodDeclarationSyntax step, SyntaxList<TypeParameterConstraintClauseSyntax>? constraints) : MemberEdit(document, step)
{
    public override SyntaxNode Apply(SyntaxNode root, MethodDeclarationSyntax current)
    {
        SyntaxTrivia endOfLine = HeaderTrivia.EndOfLine(root);
        string? indentation = HeaderTrivia.Indentation(current);
        SyntaxTriviaList before = indentation is null ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : SyntaxFactory.TriviaList(endOfLine, SyntaxFactory.Whitespace(indentation));
        SyntaxTriviaList end = HeaderTrivia.Bare(current.GetTrailingTrivia());

        ExpressionSyntax missing = SyntaxFactory.ParseExpression("throw new global::System.NotImplementedException()");
        missing = missing.ReplaceNodes(missing.DescendantNodes().OfType<QualifiedNameSyntax>().Take(1), static (_, each) => each.WithAdditionalAnnotations(Simplifier.Annotation));
        MethodDeclarationSyntax core = CoreMethod.HeadOf(current, constraints).WithModifiers(CoreMethod.ModifiersOf(current));
        SyntaxToken last = HeaderTrivia.LastOf(core);
        core = CoreMethod.WithAttributes(core.ReplaceToken(last, last.WithTrailingTrivia(SyntaxFactory.Space)), CoreAttributes.OfCore(current.AttributeLists), before)
            .WithExpressionBody(SyntaxFactory.ArrowExpressionClause(SyntaxFactory.Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(SyntaxFactory.Space), missing))
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(end))
            .WithLeadingTrivia(before);

        var half = new SyntaxAnnotation();
        SyntaxNode changed = root.ReplaceNode(current, [WithEnd(current, indentation is null ? null : endOfLine).WithAdditionalAnnotations(half), HeaderTrivia.Settle(core)]);
        return PartialTypes.OpenAround(changed, changed.GetAnnotatedNodes(half).Single());
    }

    /// <summary>The half ends its line, where the core begins one.</summary>
    private static MethodDeclarationSyntax WithEnd(MethodDeclarationSyntax half, SyntaxTrivia? endOfLine)
    {
        SyntaxTriviaList end = half.GetTrailingTrivia();
        return endOfLine is not { } line || end.Any(HeaderTrivia.EndsLine) ? half : half.WithTrailingTrivia(end.Add(line));
    }
}
