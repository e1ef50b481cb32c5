using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>Finds the attributes that make a method a step or a pipeline.</summary>
internal static class StepAttributes
{
    public const string Step = "Flujo.FlujoStepAttribute";
    public const string Pipeline = "Flujo.FlujoPipelineAttribute";

    /// <summary>
    /// The method that declares the step which a call of <paramref name="method"/> runs: the method itself, or the
    /// nearest one that it overrides; null where no attribute stands on any of them.
    /// </summary>
    public static IMethodSymbol? FindDeclaration(IMethodSymbol method)
    {
        for (IMethodSymbol? each = method; each is not null; each = each.OverriddenMethod)
        {
            if (IsMarked(each))
                return each.OriginalDefinition;
        }

        return null;
    }

    /// <summary>True where an attribute of ours stands on the method itself.</summary>
    public static bool IsMarked(IMethodSymbol method) => FindAny(method) is not null;

    /// <summary>The attribute of ours on the method itself, or null.</summary>
    public static AttributeData? FindAny(IMethodSymbol method) => Find(method, Step) ?? Find(method, Pipeline);

    /// <summary>The attribute of that full name on the method itself, or null.</summary>
    public static AttributeData? Find(IMethodSymbol method, string fullName)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && Is(type, fullName))
                return attribute;
        }

        return null;
    }

    private static bool Is(INamedTypeSymbol type, string fullName) =>
        type is { ContainingNamespace: { Name: "Flujo", ContainingNamespace.IsGlobalNamespace: true }, ContainingType: null }
        && fullName.Length == "Flujo.".Length + type.Name.Length
        && fullName.EndsWith(type.Name, StringComparison.Ordinal);
}
