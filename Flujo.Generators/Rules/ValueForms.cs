using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Says of types what the runtime's ValueWriter and PlainText do with values of them; types are known by name.</summary>
internal static class ValueForms
{
    private static readonly HashSet<string> DirectTypes = new(StringComparer.Ordinal)
    {
        "System.Guid", "System.Version", "System.Uri", "System.Type", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly", "System.TimeSpan",
        "System.Int128", "System.UInt128", "System.Half", "System.Numerics.BigInteger", "System.Text.Rune", "System.Text.StringBuilder", "System.Exception",
        "System.Text.Json.JsonElement", "System.Text.Json.JsonDocument", "System.Text.Json.Nodes.JsonNode",
    };

    private static readonly HashSet<string> UnreadableTypes = new(StringComparer.Ordinal)
    {
        "System.Delegate", "System.MulticastDelegate", "System.Threading.Tasks.Task", "System.Threading.CancellationToken", "System.Threading.CancellationTokenSource",
        "System.Threading.Thread", "System.IO.Stream", "System.IO.TextReader", "System.IO.TextWriter", "System.Reflection.MemberInfo", "System.IServiceProvider",
        "System.Linq.IQueryable", "System.Collections.Generic.IAsyncEnumerable",
    };

    /// <summary>How a value of a declared type is recorded.</summary>
    public static ValueForm Of(ITypeSymbol type, KnownJsonTypes json)
    {
        type = Bare(type);
        if (type is IDynamicTypeSymbol or ITypeParameterSymbol or IErrorTypeSymbol || type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType)
            return ValueForm.RunTime;
        if (IsDirect(type))
            return ValueForm.Direct;
        if (type.TypeKind == TypeKind.Delegate || Lineage(type).Any(static each => UnreadableTypes.Contains(NameOf(each))) || IsLazy(type))
            return ValueForm.Unreadable;
        return json.Knows(type) ? ValueForm.JsonTypeInfo : ValueForm.Reflection;
    }

    /// <summary>Whether the runtime writes values of the type itself.</summary>
    public static bool IsDirect(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Enum or SpecialType.System_String or SpecialType.System_DateTime or SpecialType.System_IntPtr or SpecialType.System_UIntPtr } => true,
        { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double } => true,
        IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } => true,
        INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", Arity: 1 } memory => memory.TypeArguments[0].SpecialType == SpecialType.System_Byte && IsInSystem(memory),
        _ => Bases(type).Any(static each => DirectTypes.Contains(NameOf(each))),
    };

    /// <summary>The type without `?`, and of a tuple without the names of its elements.</summary>
    public static ITypeSymbol Bare(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type is INamedTypeSymbol { TupleUnderlyingType: { } unnamed } ? unnamed : type;
    }

    /// <summary>A sequence that would have to be enumerated. Of an interface the run tells: it is mostly a list.</summary>
    private static bool IsLazy(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Interface || !Lineage(type).Any(static each => each.SpecialType == SpecialType.System_Collections_IEnumerable))
            return false;
        return !Lineage(type).Any(static each => NameOf(each) is "System.Collections.ICollection" or "System.Collections.Generic.ICollection" or "System.Collections.Generic.IReadOnlyCollection");
    }

    private static IEnumerable<ITypeSymbol> Lineage(ITypeSymbol type) => Bases(type).Concat(type.AllInterfaces);

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
            yield return each;
    }

    private static bool IsInSystem(ITypeSymbol type) => NameOf(type).StartsWith("System.", StringComparison.Ordinal);

    /// <summary>Namespace and name without arity; nothing for types in types.</summary>
    private static string NameOf(ITypeSymbol type) => type.ContainingType is null && type.ContainingNamespace is { } space ? $"{space.ToDisplayString()}.{type.Name}" : "";
}
