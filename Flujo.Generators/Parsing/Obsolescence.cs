using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Finds [Obsolete] in what a wrapper names. A use that is an error cannot be silenced by a pragma, but code that is obsolete
/// itself may use whatever is.
/// </summary>
internal static class Obsolescence
{
    public static bool Touches(IMethodSymbol method)
    {
        for (ISymbol? each = method; each is not null and not INamespaceSymbol; each = each.ContainingSymbol)
        {
            if (IsMarked(each))
                return true;
        }

        return TouchesType(method.ReturnType) || method.Parameters.Any(static each => TouchesType(each.Type))
            || method.TypeParameters.Any(static each => each.ConstraintTypes.Any(TouchesType));
    }

    private static bool TouchesType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => TouchesType(array.ElementType),
        INamedTypeSymbol named => IsMarked(named)
            || named.TypeArguments.Any(TouchesType)
            || (named.ContainingType is { } outer && TouchesType(outer)),
        _ => false,
    };

    private static bool IsMarked(ISymbol symbol) =>
        symbol.GetAttributes().Any(static each => each.AttributeClass?.Name == "ObsoleteAttribute");
}
