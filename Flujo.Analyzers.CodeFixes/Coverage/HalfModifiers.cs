using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>The modifiers of the half that keeps a step's attribute.</summary>
internal static class HalfModifiers
{
    /// <summary>Without those of the body, with its accessibility, which a partial method has to tell, and with `partial` as the last.</summary>
    /// <param name="method">The step.</param>
    /// <param name="keepsUnsafe">True for a signature that only unsafe code may have.</param>
    public static MethodDeclarationSyntax Put(MethodDeclarationSyntax method, bool keepsUnsafe)
    {
        SyntaxTriviaList leading = method.Modifiers.Any() ? method.Modifiers[0].LeadingTrivia : method.ReturnType.GetLeadingTrivia();
        ILookup<bool, SyntaxToken> modifiers = method.Modifiers.ToLookup(each => each.IsKind(SyntaxKind.AsyncKeyword) || (each.IsKind(SyntaxKind.UnsafeKeyword) && !keepsUnsafe));
        List<SyntaxToken> kept = [.. modifiers[false]];
        if (!kept.Any(static each => IsAccessibility(each.Kind())))
            kept.Insert(0, Word(SyntaxKind.PrivateKeyword));

        IEnumerable<SyntaxTrivia> comments = modifiers[true]
            .Select(static each => each.TrailingTrivia)
            .Where(static trivia => trivia.Any(HeaderTrivia.IsComment))
            .SelectMany(static trivia => trivia.SkipWhile(static each => each.IsKind(SyntaxKind.WhitespaceTrivia)));
        kept.Add(Word(SyntaxKind.PartialKeyword).WithLeadingTrivia(comments));
        kept[0] = kept[0].WithLeadingTrivia(leading);

        return (method.Modifiers.Any() ? method : method.WithReturnType(method.ReturnType.WithoutLeadingTrivia())).WithModifiers(SyntaxFactory.TokenList(kept));
    }

    public static bool IsAccessibility(SyntaxKind kind) =>
        kind is SyntaxKind.PublicKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword;

    private static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
