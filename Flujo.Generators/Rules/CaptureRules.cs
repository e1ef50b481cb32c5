using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>What is recorded of a step's arguments and result where capture is on, and what its result says of usage. Types are known by name.</summary>
internal static class CaptureRules
{
    private const string Redact = "FlujoRedactAttribute";

    /// <summary>The bits that the step's own attribute asks for, or null where the project decides. A pipeline's says nothing.</summary>
    public static int? CaptureOf(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Capture", Value: { Kind: TypedConstantKind.Enum, Value: int bits } })
                return bits & 3;
        }

        return null;
    }

    /// <summary>How a parameter's argument is recorded.</summary>
    public static ArgumentForm FormOf(IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type;
        if (parameter.RefKind == RefKind.Out || KnownTypes.IsCancellationToken(type))
            return ArgumentForm.Skipped;
        if (IsRedacted(parameter))
            return ArgumentForm.Redacted;
        return type switch
        {
            IDynamicTypeSymbol => ArgumentForm.Object,
            IPointerTypeSymbol or IFunctionPointerTypeSymbol => ArgumentForm.Unreadable,
            ITypeParameterSymbol { AllowsRefLikeType: true } => ArgumentForm.Unreadable,
            { TypeKind: TypeKind.Delegate } => ArgumentForm.Unreadable,
            INamedTypeSymbol { IsRefLikeType: true, Name: "ReadOnlySpan" or "Span", Arity: 1 } span
                when span.TypeArguments[0].SpecialType == SpecialType.System_Char => ArgumentForm.Characters,
            { IsRefLikeType: true } => ArgumentForm.Unreadable,
            _ => ArgumentForm.Value,
        };
    }

    /// <summary>Whether the result may be recorded: there is one, and nobody has marked it.</summary>
    public static bool IsResultReadable(IMethodSymbol method)
    {
        if (ResultOf(method) is not { } result || LivesOnStack(result))
            return false;
        return !Chain(method).Any(static each => each.GetReturnTypeAttributes().Any(IsRedact));
    }

    /// <summary>True for what cannot be handed on as an object or a type argument.</summary>
    public static bool LivesOnStack(ITypeSymbol type) =>
        type is IPointerTypeSymbol or IFunctionPointerTypeSymbol or { IsRefLikeType: true } or ITypeParameterSymbol { AllowsRefLikeType: true };

    /// <summary>What a call of the method comes to: what a task carries, or the return type; null where there is nothing.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) => KnownTypes.TaskShapeOf(method.ReturnType) switch
    {
        TaskShape.TaskOfResult or TaskShape.ValueTaskOfResult => ((INamedTypeSymbol)method.ReturnType).TypeArguments[0],
        TaskShape.None when !method.ReturnsVoid => method.ReturnType,
        _ => null,
    };

    /// <summary>Where a result says what it used.</summary>
    /// <param name="result">The result's type.</param>
    /// <param name="details">The UsageDetails, or null.</param>
    public static UsageForm UsageIn(ITypeSymbol result, out ITypeSymbol? details)
    {
        details = null;
        foreach (ITypeSymbol type in Bounds(result))
        {
            if (IsFlujoUsage(type))
                return UsageForm.Flujo;
            if (IsDetails(type))
            {
                details = type;
                return UsageForm.Details;
            }
        }

        if (PropertyOf(result, "Usage") is not { } usage)
            return UsageForm.None;
        if (IsFlujoUsage(usage.Type))
            return UsageForm.FlujoProperty;
        if (!IsDetails(usage.Type))
            return UsageForm.None;
        details = usage.Type;
        return UsageForm.DetailsProperty;
    }

    /// <summary>A public property that can be read, of the type itself or of one that it is made of.</summary>
    public static IPropertySymbol? PropertyOf(ITypeSymbol type, string name)
    {
        foreach (ITypeSymbol bound in Bounds(type))
        {
            for (ITypeSymbol? each = bound; each is not null; each = each.BaseType)
            {
                if (PublicProperty(each, name) is { } property)
                    return property;
            }

            foreach (INamedTypeSymbol each in bound.AllInterfaces)
            {
                if (bound.TypeKind == TypeKind.Interface && PublicProperty(each, name) is { } property)
                    return property;
            }
        }

        return null;
    }

    /// <summary>Whether the parameter is marked, on the method itself, its other half, or one that it overrides.</summary>
    private static bool IsRedacted(IParameterSymbol parameter) => parameter.ContainingSymbol is not IMethodSymbol method
        ? parameter.GetAttributes().Any(IsRedact)
        : Chain(method).Any(each => parameter.Ordinal < each.Parameters.Length && each.Parameters[parameter.Ordinal].GetAttributes().Any(IsRedact));

    private static IEnumerable<IMethodSymbol> Chain(IMethodSymbol method)
    {
        for (IMethodSymbol? each = method; each is not null; each = each.OverriddenMethod)
        {
            yield return each;
            if ((each.PartialDefinitionPart ?? each.PartialImplementationPart) is { } half)
                yield return half;
        }
    }

    /// <summary>The type, or what a type parameter is bound by.</summary>
    private static IEnumerable<ITypeSymbol> Bounds(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter ? parameter.ConstraintTypes.SelectMany(Bounds) : [type];

    private static IPropertySymbol? PublicProperty(ITypeSymbol type, string name) => type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(static each =>
        each is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public });

    private static bool IsFlujoUsage(ITypeSymbol type) => IsNamed(type, "IFlujoUsage", "Flujo") || type.AllInterfaces.Any(static each => IsNamed(each, "IFlujoUsage", "Flujo"));

    private static bool IsDetails(ITypeSymbol type)
    {
        for (ITypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            if (IsNamed(each, "UsageDetails", "Microsoft.Extensions.AI"))
                return true;
        }

        return false;
    }

    private static bool IsRedact(AttributeData attribute) => attribute.AttributeClass is { } type && IsNamed(type, Redact, "Flujo");

    private static bool IsNamed(ITypeSymbol type, string name, string space) =>
        type.Name == name && type.ContainingType is null && type.ContainingNamespace?.ToDisplayString() == space;
}
