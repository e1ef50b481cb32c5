using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Flujo.Rules;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Reporting;

/// <summary>What of a step can be captured, and how each part of it would be recorded: the list of whoever has to say what reaches the disk.</summary>
internal static class CapturedValues
{
    /// <summary>The parameters. Those of which nothing is ever recorded (`out`, cancellation tokens) are not among them.</summary>
    public static EquatableArray<ReportedValue> Parameters(IMethodSymbol method, Compilation compilation) => method.Parameters
        .Select(each => CaptureRules.FormOf(each) switch
        {
            ArgumentForm.Skipped => null,
            ArgumentForm.Redacted => "redacted",
            ArgumentForm.Unreadable => "unreadable",
            ArgumentForm.Characters => "direct",
            _ => Word(each.Type, compilation),
        } is { } word ? new ReportedValue(each.Name, each.Type.ToDisplayString(Formats.Type), word) : null)
        .OfType<ReportedValue>().ToEquatableArray();

    /// <summary>The result; null where there is none, and of streams and iterators, whose items are not recorded.</summary>
    public static ReportedValue? Result(IMethodSymbol method, Compilation compilation)
    {
        if (StepRules.IsEnumerated(method) || CaptureRules.ResultOf(method) is not { } result)
            return null;
        string word = CaptureRules.LivesOnStack(result) ? "unreadable" : CaptureRules.IsResultReadable(method) ? Word(result, compilation) : "redacted";
        return new("", result.ToDisplayString(Formats.Type), word);
    }

    private static string Word(ITypeSymbol type, Compilation compilation) => ValueForms.Of(type, KnownJsonTypes.Of(compilation)) switch
    {
        ValueForm.Direct => "direct",
        ValueForm.JsonTypeInfo => "json_type_info",
        ValueForm.Reflection => "reflection",
        ValueForm.RunTime => "run_time_type",
        _ => "unreadable",
    };
}
