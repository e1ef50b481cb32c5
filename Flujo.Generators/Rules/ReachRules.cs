using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>
/// Whether a step is also reached by calls that do not name it: through the interface member that it implements or the method that it
/// overrides. Where that one is a step itself, its calls are rerouted; where not, nobody knows that they reach a step.
/// </summary>
internal static class ReachRules
{
    /// <summary>Why calls that reach the method through another one are not traced, or None.</summary>
    /// <param name="method">A step whose calls have to be rerouted.</param>
    public static UntracedReason Examine(IMethodSymbol method)
    {
        if (PartialForm.FindTracedBase(method) is not null)
            return UntracedReason.OverrideNotPartial;
        if (method.OverriddenMethod is { } overridden && StepAttributes.FindDeclaration(StepRules.CalledMethod(overridden)) is null)
            return UntracedReason.UnmarkedBaseMethod;
        return FindUnmarkedInterfaceMember(method) is null ? UntracedReason.None : UntracedReason.UnmarkedInterfaceMember;
    }

    /// <summary>
    /// The first step that a type inherits and has, by listing an interface, made the implementation of a member without the attribute;
    /// null where there is none.
    /// </summary>
    public static IMethodSymbol? FindInheritedImplementation(INamedTypeSymbol type, Func<IMethodSymbol, bool> isStep)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.BaseType is not { SpecialType: SpecialType.None } parent || type.Interfaces.IsEmpty)
            return null;
        return type.AllInterfaces.Where(each => !parent.AllInterfaces.Contains(each, SymbolEqualityComparer.Default))
            .SelectMany(static each => each.GetMembers().OfType<IMethodSymbol>())
            .Where(static member => StepAttributes.FindDeclaration(member) is null)
            .Select(type.FindImplementationForInterfaceMember)
            .OfType<IMethodSymbol>()
            .Select(StepRules.CalledMethod)
            .FirstOrDefault(method => !Is(method.ContainingType, type.OriginalDefinition) && isStep(method));
    }

    /// <summary>An override implements what the overridden method does; there it has been said.</summary>
    private static IMethodSymbol? FindUnmarkedInterfaceMember(IMethodSymbol method)
    {
        if (method.ExplicitInterfaceImplementations.FirstOrDefault(IsUnmarked) is { } explicitly)
            return explicitly;
        if (method.IsStatic || method.DeclaredAccessibility != Accessibility.Public || method.ContainingType.TypeKind == TypeKind.Interface)
            return null;

        INamedTypeSymbol type = method.ContainingType;
        IEnumerable<INamedTypeSymbol> interfaces = method.OverriddenMethod is null
            ? type.AllInterfaces
            : type.AllInterfaces.Where(each => type.BaseType?.AllInterfaces.Contains(each, SymbolEqualityComparer.Default) != true);
        return interfaces.SelectMany(each => each.GetMembers(method.Name).OfType<IMethodSymbol>())
            .Where(IsUnmarked)
            .FirstOrDefault(member => type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation
                && Is(StepRules.CalledMethod(implementation), method));
    }

    private static bool IsUnmarked(IMethodSymbol member) => StepAttributes.FindDeclaration(StepRules.CalledMethod(member)) is null;

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
