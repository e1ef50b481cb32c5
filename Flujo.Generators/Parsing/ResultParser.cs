using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>Reads what can be recorded of a step's result.</summary>
internal static class ResultParser
{
    private const string Missing = "null";
    private static readonly string[] Counts = ["InputTokenCount", "OutputTokenCount", "CachedInputTokenCount", "ReasoningTokenCount"];

    /// <summary>A stream has no result: what it yields is its consumer's.</summary>
    public static ResultModel Parse(IMethodSymbol method)
    {
        if (KnownTypes.IsAsyncStream(method.ReturnType) || CaptureRules.ResultOf(method) is not { } result || CaptureRules.LivesOnStack(result))
            return new(IsReadable: false, UsageForm.None, default, HasModel: false);
        UsageForm usage = CaptureRules.UsageIn(result, out ITypeSymbol? details);
        return new(
            CaptureRules.IsResultReadable(method),
            usage,
            details is null ? default : Counts.Select(each => IsCount(CaptureRules.PropertyOf(details, each)) ? each : Missing).ToEquatableArray(),
            usage == UsageForm.DetailsProperty && CaptureRules.PropertyOf(result, "ModelId") is { Type.SpecialType: SpecialType.System_String });
    }

    private static bool IsCount(IPropertySymbol? property) =>
        property?.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } type
        && type.TypeArguments[0].SpecialType is SpecialType.System_Int64 or SpecialType.System_Int32;
}
