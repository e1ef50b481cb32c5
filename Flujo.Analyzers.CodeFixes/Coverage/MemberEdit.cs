using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>A change of one method of one file. Two changes of the same method are the same change.</summary>
internal abstract class MemberEdit(DocumentId document, MethodDeclarationSyntax method)
{
    public DocumentId Document { get; } = document;

    /// <summary>The method as it stands in the file.</summary>
    public MethodDeclarationSyntax Method { get; } = method;

    /// <summary>Makes the change.</summary>
    /// <param name="root">The file, in which others may have been changed already.</param>
    /// <param name="current">The method in that file.</param>
    public abstract SyntaxNode Apply(SyntaxNode root, MethodDeclarationSyntax current);
}
