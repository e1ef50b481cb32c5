using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Analyzers.CodeFixes.Coverage;

/// <summary>Whether a step can be parted into a half and its `…Core`.</summary>
internal static class Splitting
{
    public static bool IsPossible(IMethodSymbol method) =>
        method is
        {
            MethodKind: MethodKind.Ordinary, IsAbstract: false, IsExtern: false, DeclaringSyntaxReferences.Length: 1,
            IsPartialDefinition: false, PartialDefinitionPart: null, ContainingType: { TypeKind: TypeKind.Class or TypeKind.Struct, Name.Length: > 0 } type,
        }
        && !TypesAround(type).Any(each => each.IsFileLocal || Derives(type, each))
        && !TypeRules.HasErrorInSignature(method)
        && !ImplementsStep(method);

    public static bool IsPossible(MethodDeclarationSyntax method) =>
        (method.Body is not null || method.ExpressionBody is not null)
        && !method.Modifiers.Any(SyntaxKind.PartialKeyword)
        && method.Parent is TypeDeclarationSyntax
        && !HeaderTrivia.HasDirective(method)
        && !HeaderTrivia.LastOf(method).IsMissing
        && ProjectRules.Examine((CSharpParseOptions)method.SyntaxTree.Options) == UntracedReason.None;

    /// <summary>Whether the name of the core means nothing yet where the step stands, but for the cores of its overloads.</summary>
    public static bool IsCoreNameFree(IMethodSymbol method, MethodDeclarationSyntax syntax, SemanticModel model) =>
        model.LookupSymbols(((TypeDeclarationSyntax)syntax.Parent!).OpenBraceToken.Span.End, name: method.Name + PartialForm.Suffix)
            .All(found => found.ContainingType is { } type && Is(type, method.ContainingType) && IsCore(found, method));

    private static bool IsCore(ISymbol found, IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .Any(overload => PartialForm.Find(overload) is { Misfit: UntracedReason.None } form && Is(form.Core, found));

    /// <summary>Calls through such a member are traced where they stand; the method itself would trace them again.</summary>
    private static bool ImplementsStep(IMethodSymbol method) => method.ContainingType.AllInterfaces
        .SelectMany(static each => each.GetMembers().OfType<IMethodSymbol>())
        .Where(static member => StepAttributes.FindDeclaration(StepRules.CalledMethod(member)) is not null)
        .Any(member => method.ContainingType.FindImplementationForInterfaceMember(member) is { } implementation && Is(implementation, method));

    private static IEnumerable<INamedTypeSymbol> TypesAround(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
            yield return each;
    }

    /// <summary>A type sees the private core of the base around it, and its own would hide that.</summary>
    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (INamedTypeSymbol? each = type.BaseType; each is not null; each = each.BaseType)
        {
            if (Is(each.OriginalDefinition, from))
                return true;
        }

        return false;
    }

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
