using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>The constraints that an override has without saying so. Its core overrides nothing, and has to say them.</summary>
internal static class InheritedConstraints
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .WithMemberOptions(SymbolDisplayMemberOptions.None)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <returns>Null for a method that has none but its own.</returns>
    public static SyntaxList<TypeParameterConstraintClauseSyntax>? Find(IMethodSymbol method, SemanticModel model, int position)
    {
        if (!method.IsOverride || method.Arity == 0)
            return null;
        string text = method.ToMinimalDisplayString(model, position, Format);
        int at = text.IndexOf(" where ", StringComparison.Ordinal);
        return at < 0 || SyntaxFactory.ParseMemberDeclaration($"void M(){text.Substring(at)};") is not MethodDeclarationSyntax parsed
            ? default(SyntaxList<TypeParameterConstraintClauseSyntax>)
            : SyntaxFactory.List(parsed.ConstraintClauses.Select(static each => each.WithoutTrailingTrivia().WithLeadingTrivia(SyntaxFactory.Space)));
    }
}
