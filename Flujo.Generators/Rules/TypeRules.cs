using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Whether generated code, which is internal code of the same assembly in a file of its own, can write a type down.</summary>
internal static class TypeRules
{
    // One small set per compilation; goes with it.
    private static readonly ConditionalWeakTable<Compilation, AliasedAssemblies> Aliased = new();

    /// <summary>What keeps a wrapper from having the type in its signature.</summary>
    public static UntracedReason Examine(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol parameter => parameter.AllowsRefLikeType ? UntracedReason.RefStruct : UntracedReason.None,
        IArrayTypeSymbol array => Examine(array.ElementType, compilation),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => UntracedReason.Pointer,
        IDynamicTypeSymbol => UntracedReason.None,
        INamedTypeSymbol named => ExamineNamed(named, compilation),
        _ => UntracedReason.UnnameableType,
    };

    /// <summary>True for a type that only unsafe code can write down.</summary>
    public static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointer),
        _ => false,
    };

    private static UntracedReason ExamineNamed(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsRefLikeType)
            return UntracedReason.RefStruct;
        if (!IsNameable(type, compilation))
            return UntracedReason.UnnameableType;

        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            UntracedReason reason = Examine(argument, compilation);
            if (reason != UntracedReason.None)
                return reason;
        }

        return type.ContainingType is null ? UntracedReason.None : ExamineNamed(type.ContainingType, compilation);
    }

    private static bool IsNameable(INamedTypeSymbol type, Compilation compilation) =>
        type.TypeKind != TypeKind.Error
        && !type.IsAnonymousType
        && !type.IsFileLocal
        && (type.IsTupleType || type.CanBeReferencedByName)
        && compilation.IsSymbolAccessibleWithin(type.OriginalDefinition, compilation.Assembly)
        && !IsBehindAlias(type, compilation);

    /// <summary>An assembly that is referenced under `extern alias` only has no `global::` names.</summary>
    private static bool IsBehindAlias(INamedTypeSymbol type, Compilation compilation) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
        && Aliased.GetValue(compilation, static each => new AliasedAssemblies(each)).Contains(type.ContainingAssembly);

    private sealed class AliasedAssemblies
    {
        private readonly ImmutableHashSet<ISymbol?> _assemblies;

        public AliasedAssemblies(Compilation compilation) =>
            _assemblies = compilation.References
                .Where(static each => !each.Properties.Aliases.IsEmpty && !each.Properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias))
                .Select(compilation.GetAssemblyOrModuleSymbol)
                .ToImmutableHashSet<ISymbol?>(SymbolEqualityComparer.Default);

        public bool Contains(IAssemblySymbol assembly) => _assemblies.Contains(assembly);
    }
}
