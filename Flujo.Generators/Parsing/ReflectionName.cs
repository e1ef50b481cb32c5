using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>
/// A static class as UnsafeAccessorType wants it: by its reflection name, its type parameters bound to those of the
/// accessor's own type, which has the same ones in the same order: <c>Shop.Outer`1+Inner`1[[!0],[!1]]</c>.
/// </summary>
internal static class ReflectionName
{
    public static string Of(INamedTypeSymbol type)
    {
        int count = 0;
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
            count += each.Arity;

        string name = Path(type);
        return count == 0 ? name : name + "[" + string.Join(",", Enumerable.Range(0, count).Select(static i => $"[!{i}]")) + "]";
    }

    private static string Path(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return Path(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
    }
}
