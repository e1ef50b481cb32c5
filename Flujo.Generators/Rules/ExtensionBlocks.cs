using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Flujo.Rules;

/// <summary>
/// Members of C# 14 extension blocks. The compiler makes an ordinary static method of each, by which it is called; the
/// symbols for that came after the Roslyn that this is built with, hence the reflection.
/// </summary>
internal static class ExtensionBlocks
{
    private static readonly PropertyInfo? AssociatedImplementation = typeof(IMethodSymbol).GetProperty("AssociatedExtensionImplementation");

    /// <summary>The static method that stands for a member of an extension block; any other method stands for itself.</summary>
    public static IMethodSymbol ImplementationOf(IMethodSymbol method) =>
        IsMember(method) && AssociatedImplementation?.GetValue(method) is IMethodSymbol implementation
            ? implementation.OriginalDefinition
            : method;

    /// <summary>An extension block is a type without a name inside a static class.</summary>
    private static bool IsMember(IMethodSymbol method) => method.ContainingType is { Name.Length: 0, ContainingType.IsStatic: true };
}
