using Flujo.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Attributes of a step that its wrapper has to repeat, each as it is written between brackets. Those for trimming and
/// native compilation make promises that a caller is held to: without them the wrapper would be the caller at fault.
/// </summary>
internal static class RepeatedAttributes
{
    private const string AboutMembers = "DynamicallyAccessedMembersAttribute";

    public static EquatableArray<string> OfMethod(IMethodSymbol method)
    {
        IEnumerable<string> requirements = method.GetAttributes()
            .Where(static each => each.AttributeClass?.Name is "RequiresUnreferencedCodeAttribute" or "RequiresDynamicCodeAttribute" or "RequiresAssemblyFilesAttribute")
            .Select(Write);
        IEnumerable<string> ofResult = method.GetReturnTypeAttributes().Where(static each => each.AttributeClass?.Name == AboutMembers)
            .Select(static each => "return: " + Write(each));
        IEnumerable<string> obsolete = Obsolescence.Touches(method) ? ["global::System.Obsolete"] : [];
        return obsolete.Concat(requirements).Concat(ofResult).ToEquatableArray();
    }

    /// <summary>What stands before a parameter or a type parameter, or nothing.</summary>
    public static string OfParameter(ISymbol parameter)
    {
        return string.Concat(parameter.GetAttributes()
            .Where(static each => each.AttributeClass?.Name is AboutMembers or "UnscopedRefAttribute")
            .Select(static each => $"[{Write(each)}] "));
    }

    private static string Write(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(Write)
            .Concat(attribute.NamedArguments.Select(static each => $"{each.Key} = {Write(each.Value)}"));
        return $"{attribute.AttributeClass!.ToDisplayString(Formats.Code)}({string.Join(", ", arguments)})";
    }

    private static string Write(TypedConstant constant) => constant.Kind == TypedConstantKind.Enum
        ? $"({constant.Type!.ToDisplayString(Formats.Code)})({constant.Value})"
        : constant.IsNull ? "null" : constant.ToCSharpString();
}
