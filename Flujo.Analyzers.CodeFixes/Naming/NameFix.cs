using Flujo.Analyzers.Naming;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Naming;

/// <summary>Puts the name that the rule suggests in the place of the one that it found. A constant that gave the name stays as it is, since others may use it.</summary>
public abstract class NameFix : SyntaxFix
{
    private protected NameFix(string id)
        : base(id)
    {
    }

    private protected sealed override string Title(Diagnostic diagnostic) => $"Rename to '{NameSuggestion.Of(diagnostic)}'";

    private protected sealed override SyntaxNode? Find(SyntaxNode root, Diagnostic diagnostic) =>
        NameSuggestion.Of(diagnostic) is null ? null : root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax;

    private protected sealed override SyntaxNode Apply(SyntaxNode root, SyntaxNode target, Diagnostic diagnostic) => root.ReplaceNode(
        target,
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(NameSuggestion.Of(diagnostic)!)).WithTriviaFrom(target));
}
