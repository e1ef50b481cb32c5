using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Recognises contexts of the JSON serialiser, whose other half the serialiser's own generator writes.</summary>
internal static class JsonContexts
{
    private const string Space = "System.Text.Json.Serialization";

    /// <summary>True for a context that generated code may name.</summary>
    public static bool IsUsable(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.IsGenericType || each.IsFileLocal || each.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
                return false;
        }

        return !type.IsAbstract && IsContext(type.BaseType) && Serialized(type).Any();
    }

    /// <summary>The types that the context's attributes name; what these consist of it knows, too.</summary>
    public static IEnumerable<ITypeSymbol> Serialized(INamedTypeSymbol context) => context.GetAttributes()
        .Where(static each => IsNamed(each.AttributeClass, "JsonSerializableAttribute") && each.ConstructorArguments.Length > 0
            && each.ConstructorArguments[0] is { Kind: TypedConstantKind.Type, Value: ITypeSymbol })
        .Select(static each => (ITypeSymbol)each.ConstructorArguments[0].Value!);

    private static bool IsContext(INamedTypeSymbol? type) => type is not null && (IsNamed(type, "JsonSerializerContext") || IsContext(type.BaseType));

    private static bool IsNamed(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null } && type.Name == name && type.ContainingNamespace.ToDisplayString() == Space;
}
