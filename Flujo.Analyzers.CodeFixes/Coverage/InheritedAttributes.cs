using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>The attributes of a step, for an override that is the same step without them: a partial one needs its own.</summary>
internal static class InheritedAttributes
{
    public static ImmutableArray<AttributeListSyntax> Of(IMethodSymbol method) => StepAttributes.FindDeclaration(method) is not { } declaration
        ? []
        : [.. new[] { StepAttributes.Find(declaration, StepAttributes.Step), StepAttributes.Find(declaration, StepAttributes.Pipeline) }
            .OfType<AttributeData>()
            .Select(static each => SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(Write(each))))];

    private static AttributeSyntax Write(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(Write)
            .Concat(attribute.NamedArguments.Select(static each => $"{each.Key} = {Write(each.Value)}"));
        NameSyntax name = SyntaxFactory.ParseName("global::" + attribute.AttributeClass!.ToDisplayString()).WithAdditionalAnnotations(Simplifier.Annotation);
        string text = string.Join(", ", arguments);
        if (text.Length == 0)
            return SyntaxFactory.Attribute(name);
        AttributeArgumentListSyntax list = SyntaxFactory.ParseAttributeArgumentList($"({text})")!;
        return SyntaxFactory.Attribute(name, list.ReplaceNodes(
            list.DescendantNodes().OfType<MemberAccessExpressionSyntax>(), static (_, each) => each.WithAdditionalAnnotations(Simplifier.Annotation)));
    }

    private static string Write(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Enum ? constant.ToCSharpString().Replace("Flujo.", "global::Flujo.") : constant.ToCSharpString();
}
