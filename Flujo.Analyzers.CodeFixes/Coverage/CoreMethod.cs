using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Writes the `…Core` method of a step: the same signature, without what is said to callers.</summary>
internal static class CoreMethod
{
    /// <summary>The core without attributes, modifiers and body.</summary>
    /// <param name="step">The step's declaration.</param>
    /// <param name="constraints">Those of an override, which inherits them; null where they stand at the step.</param>
    public static MethodDeclarationSyntax HeadOf(MethodDeclarationSyntax step, SyntaxList<TypeParameterConstraintClauseSyntax>? constraints)
    {
        SyntaxTriviaList end = HeaderTrivia.Bare(HeaderTrivia.LastOf(step).TrailingTrivia);
        ParameterListSyntax parameters = HeaderTrivia.Bare(step.ParameterList.WithParameters(ParametersOf(step)));
        if (constraints is not null)
            parameters = parameters.WithoutTrailingTrivia();
        MethodDeclarationSyntax core = SyntaxFactory.MethodDeclaration(ReturnTypeOf(step), SyntaxFactory.Identifier(step.Identifier.ValueText + PartialForm.Suffix))
            .WithTypeParameterList(step.TypeParameterList is { } typeParameters ? HeaderTrivia.Bare(typeParameters) : null)
            .WithParameterList(parameters)
            .WithConstraintClauses(constraints ?? SyntaxFactory.List(step.ConstraintClauses.Select(HeaderTrivia.Bare)));
        SyntaxToken last = HeaderTrivia.LastOf(core);
        return core.ReplaceToken(last, last.WithTrailingTrivia(end));
    }

    /// <summary>What the core must be if the step is it.</summary>
    public static bool IsShared(SyntaxToken modifier) => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword;

    /// <summary>The modifiers of a new core.</summary>
    public static SyntaxTokenList ModifiersOf(MethodDeclarationSyntax step) => SyntaxFactory.TokenList(
        step.Modifiers.Where(static each => IsShared(each) || each.Kind() is SyntaxKind.UnsafeKeyword or SyntaxKind.AsyncKeyword)
            .Select(static each => each.Kind())
            .Prepend(SyntaxKind.PrivateKeyword)
            .Select(static kind => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space)));

    /// <summary>Attribute lists and the method they belong to, each on a line of its own, or all on one line.</summary>
    public static MethodDeclarationSyntax WithAttributes(MethodDeclarationSyntax core, SyntaxList<AttributeListSyntax> lists, SyntaxTriviaList between) => core
        .WithAttributeLists(SyntaxFactory.List(lists.Select(list => HeaderTrivia.Bare(list).WithoutTrivia().WithTrailingTrivia(between))));

    private static TypeSyntax ReturnTypeOf(MethodDeclarationSyntax step)
    {
        TypeSyntax type = HeaderTrivia.Bare(step.ReturnType).WithLeadingTrivia();
        return type.GetTrailingTrivia().Any() ? type : type.WithTrailingTrivia(SyntaxFactory.Space);
    }

    private static SeparatedSyntaxList<ParameterSyntax> ParametersOf(MethodDeclarationSyntax step)
    {
        SeparatedSyntaxList<ParameterSyntax> parameters = step.ParameterList.Parameters;
        foreach (ParameterSyntax each in step.ParameterList.Parameters)
            parameters = parameters.Replace(parameters[step.ParameterList.Parameters.IndexOf(each)], ParameterOf(each));
        return parameters;
    }

    private static ParameterSyntax ParameterOf(ParameterSyntax parameter)
    {
        ParameterSyntax bare = HeaderTrivia.Bare(parameter);
        ParameterSyntax own = bare
            .WithoutLeadingTrivia()
            .WithAttributeLists(CoreAttributes.OfCoresParameter(bare.AttributeLists))
            .WithModifiers(SyntaxFactory.TokenList(bare.Modifiers.Where(static each => !each.IsKind(SyntaxKind.ThisKeyword))));
        if (own.Default is not null)
            own = own.WithDefault(null).WithIdentifier(own.Identifier.WithTrailingTrivia(bare.GetTrailingTrivia().SkipWhile(static each => each.IsKind(SyntaxKind.WhitespaceTrivia))));
        return own.WithLeadingTrivia(bare.GetLeadingTrivia());
    }
}
