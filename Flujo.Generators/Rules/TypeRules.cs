using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Whether generated code, which is internal code of the same assembly in a file of its own, can write a type down.</summary>
internal static class TypeRules
{
    // One small set per compilation; goes with it.
    private static readonly ConditionalWeakTable<Compilation, AliasedAssemblies> Aliased = new();

    /// <summary>Whether a wrapper can have the type in its signature.</summary>
    public static bool IsNameable(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => IsNameable(array.ElementType, compilation),
        IPointerTypeSymbol pointer => IsNameable(pointer.PointedAtType, compilation),
        IFunctionPointerTypeSymbol function => function.Signature.Parameters.Select(static each => each.Type).Append(function.Signature.ReturnType)
            .All(each => IsNameable(each, compilation)),
        INamedTypeSymbol named => IsNamed(named, compilation)
            && named.TypeArguments.All(each => IsNameable(each, compilation))
            && (named.ContainingType is null || IsNameable(named.ContainingType, compilation)),
        _ => false,
    };

    /// <summary>True for what lives on the stack alone, or may.</summary>
    public static bool IsRefStruct(ITypeSymbol type) => type is ITypeParameterSymbol { AllowsRefLikeType: true } or INamedTypeSymbol { IsRefLikeType: true };

    /// <summary>True for a type that only unsafe code can write down.</summary>
    public static bool HasPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointer(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointer),
        _ => false,
    };

    /// <summary>True for a method whose head does not compile: no half of it could, either.</summary>
    public static bool HasErrorInSignature(IMethodSymbol method) => method.Parameters.Select(static each => each.Type)
        .Append(method.ReturnType)
        .Concat(method.TypeParameters.SelectMany(static each => each.ConstraintTypes))
        .Any(IsError);

    private static bool IsError(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsError(array.ElementType),
        IPointerTypeSymbol pointer => IsError(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsError) || (named.ContainingType is { } outer && IsError(outer)),
        _ => false,
    };

    private static bool IsNamed(INamedTypeSymbol type, Compilation compilation) =>
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
