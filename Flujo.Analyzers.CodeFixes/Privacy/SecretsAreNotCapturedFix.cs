using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Flujo.Analyzers.CodeFixes.Privacy;

/// <summary>FLJ3001: puts <c>[FlujoRedact]</c> on the parameter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SecretsAreNotCapturedFix() : SyntaxFix("FLJ3001")
{
    private protected override string Title(Diagnostic diagnostic) => "Keep it out with [FlujoRedact]";

    private protected override SyntaxNode? Find(SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>();

    private protected override SyntaxNode Apply(SyntaxNode root, SyntaxNode target, Diagnostic diagnostic)
    {
        var parameter = (ParameterSyntax)target;
        // As short as the file's using directives allow.
        NameSyntax name = SyntaxFactory.ParseName("global::Flujo.FlujoRedactAttribute").WithAdditionalAnnotations(Simplifier.Annotation);
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(name)))
            .WithTrailingTrivia(SyntaxFactory.Space);
        return root.ReplaceNode(parameter, parameter
            .WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Insert(0, list))
            .WithLeadingTrivia(parameter.GetLeadingTrivia()));
    }
}
