using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Makes types partial, so that generated code can have a part of them.</summary>
internal static class PartialTypes
{
    /// <summary>Makes all types around a member partial.</summary>
    public static SyntaxNode OpenAround(SyntaxNode root, SyntaxNode member) => root.ReplaceNodes(
        member.Ancestors().OfType<TypeDeclarationSyntax>().Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        static (_, type) => Open(type));

    private static TypeDeclarationSyntax Open(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(default, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return type.Modifiers.Any()
            ? type.WithModifiers(type.Modifiers.Add(partial))
            : type.WithModifiers(SyntaxFactory.TokenList(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia)))
                .WithKeyword(type.Keyword.WithLeadingTrivia());
    }
}
