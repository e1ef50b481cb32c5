using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Makes the types around a partial step partial.</summary>
internal sealed class OpenTypes(DocumentId document, MethodDeclarationSyntax step) : MemberEdit(document, step)
{
    public override SyntaxNode Apply(SyntaxNode root, MethodDeclarationSyntax current) => PartialTypes.OpenAround(root, current);
}
