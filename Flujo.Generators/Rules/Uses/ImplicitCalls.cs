using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Rules;

/// <summary>
/// The methods that the compiler calls for a construct of the language, by their own names and not through an interface: what is reached
/// through an interface that has no attribute is its implementation's matter.
/// </summary>
internal static class ImplicitCalls
{
    public static IEnumerable<IMethodSymbol> Find(IOperation operation) => operation switch
    {
        IForEachLoopOperation loop => OfLoop(loop),
        ISpreadOperation spread => OfSpread(spread.Operand.Type),
        IUsingOperation block => OfUsing(ResourceType(block.Resources), block.IsAsynchronous),
        IUsingDeclarationOperation declaration => OfUsing(ResourceType(declaration.DeclarationGroup), declaration.IsAsynchronous),
        IAwaitOperation { Syntax: AwaitExpressionSyntax syntax, Operation.Type: var type } await when type is null || !KnownTypes.IsTask(type) => OfAwait(await.SemanticModel.GetAwaitExpressionInfo(syntax)),
        IDeconstructionAssignmentOperation { Syntax: AssignmentExpressionSyntax syntax } assignment =>
            OfDeconstruction(assignment.SemanticModel.GetDeconstructionInfo(syntax)),
        IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol method } => [method],
        ICollectionExpressionOperation { ConstructMethod: { MethodKind: not MethodKind.Constructor } method } => [method],
        IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol method } => [method],
        ISlicePatternOperation { SliceSymbol: IMethodSymbol method } => [method],
        _ => [],
    };

    private static IEnumerable<IMethodSymbol> OfLoop(IForEachLoopOperation loop)
    {
        if (loop.Syntax is not CommonForEachStatementSyntax syntax)
            return [];
        ForEachStatementInfo info = loop.SemanticModel.GetForEachStatementInfo(syntax);
        IEnumerable<IMethodSymbol?> methods = [info.GetEnumeratorMethod, info.MoveNextMethod, info.DisposeMethod];
        IEnumerable<IMethodSymbol> deconstructions = syntax is ForEachVariableStatementSyntax variables
            ? OfDeconstruction(loop.SemanticModel.GetDeconstructionInfo(variables))
            : [];
        return methods.OfType<IMethodSymbol>().Concat(deconstructions);
    }

    private static IEnumerable<IMethodSymbol> OfSpread(ITypeSymbol? type) => Named(type, "GetEnumerator")
        .SelectMany(static each => Named(each.ReturnType, "MoveNext").Prepend(each));

    private static IEnumerable<IMethodSymbol> OfAwait(AwaitExpressionInfo info) =>
        new[] { info.GetAwaiterMethod, info.GetResultMethod }.OfType<IMethodSymbol>();

    private static IEnumerable<IMethodSymbol> OfDeconstruction(DeconstructionInfo info)
    {
        IEnumerable<IMethodSymbol> own = info.Method is { } method ? [method] : [];
        return info.Nested.IsDefaultOrEmpty ? own : own.Concat(info.Nested.SelectMany(OfDeconstruction));
    }

    /// <summary>A method of that name is preferred to the interface in `await using` and on ref structs, and nowhere else.</summary>
    private static IEnumerable<IMethodSymbol> OfUsing(ITypeSymbol? type, bool isAsynchronous)
    {
        if (isAsynchronous)
            return Named(type, "DisposeAsync");
        return type is { IsRefLikeType: true } ? Named(type, "Dispose") : [];
    }

    private static ITypeSymbol? ResourceType(IOperation resources) => resources switch
    {
        IVariableDeclarationGroupOperation group => group.Declarations.FirstOrDefault()?.Declarators.FirstOrDefault()?.Symbol.Type,
        _ => resources.Type,
    };

    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol? type, string name)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            foreach (ISymbol member in each.GetMembers(name))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.Length: 0, DeclaredAccessibility: Accessibility.Public } method)
                    return [method];
            }
        }

        return [];
    }
}
