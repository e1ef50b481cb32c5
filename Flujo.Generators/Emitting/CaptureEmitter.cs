using Flujo.Generators.Models;
using Flujo.Rules;

namespace Flujo.Generators.Emitting;

/// <summary>Writes what records a step's arguments and reads its result. Nothing where there is nothing to record.</summary>
internal static class CaptureEmitter
{
    private const int Input = 1;
    private const int Output = 2;

    /// <summary>Writes the lines that record the arguments of a span that has begun.</summary>
    public static void EmitInput(SourceWriter writer, MethodModel method, MethodText text)
    {
        string[] adds = Adds(method, text);
        if (adds.Length == 0)
            return;
        writer.Open($"if ({ReservedNames.Step}.BeginInput() is {{ }} {ReservedNames.Input})");
        foreach (string add in adds)
            writer.Lines(add);
        writer.Lines(ReservedNames.Input + ".End();");
        writer.Close();
    }

    /// <summary>A lambda that records the arguments, with what stands before it; or nothing.</summary>
    public static string InputLambda(MethodModel method, MethodText text, string before)
    {
        string[] adds = Adds(method, text);
        return adds.Length == 0 ? "" : $"{before}{ReservedNames.Input} => {{ {string.Join(" ", adds)} }}";
    }

    /// <summary>As <see cref="InputLambda"/>, for a span that begins after the call: nothing where an argument lives no longer than that.</summary>
    public static string EnumerationInput(MethodModel method, MethodText text, string before) =>
        method.Parameters.Any(static each => each.Modifier.Length > 0 || each.Recorded is ArgumentForm.Characters) ? "" : InputLambda(method, text, before);

    /// <summary>A lambda that reads the result, with what stands before it; or nothing.</summary>
    public static string Reader(MethodModel method, MethodText text, string before)
    {
        var reads = new List<string>();
        if (UsageOf(method.Outcome) is { } usage)
            reads.Add(usage);
        if (method.Outcome.IsReadable && (text.Capture & Output) != 0)
            reads.Add($"{ReservedNames.Sink}.Output({ReservedNames.Outcome});");
        return reads.Count == 0 ? "" : $"{before}({ReservedNames.Sink}, {ReservedNames.Outcome}) => {{ {string.Join(" ", reads)} }}";
    }

    private static string[] Adds(MethodModel method, MethodText text) => (text.Capture & Input) == 0
        ? []
        : [.. method.Parameters.Select((each, i) => Add(each, text.ParameterName(i))).Where(static each => each is not null).Select(static each => each!)];

    private static string? Add(ParameterModel parameter, string name)
    {
        string label = Runtime.Literal(parameter.Name.TrimStart('@'));
        return parameter.Recorded switch
        {
            ArgumentForm.Skipped => null,
            ArgumentForm.Redacted => $"{ReservedNames.Input}.AddRedacted({label});",
            ArgumentForm.Unreadable => $"{ReservedNames.Input}.AddUnreadable({label}, {Runtime.Literal(parameter.Type.Replace("global::", ""))});",
            ArgumentForm.Object => $"{ReservedNames.Input}.Add({label}, (object?){name});",
            _ => $"{ReservedNames.Input}.Add({label}, {name});",
        };
    }

    private static string? UsageOf(ResultModel result)
    {
        const string Usage = ReservedNames.Usage;
        string model = result.HasModel ? ReservedNames.Outcome + ".ModelId" : "null";
        string counts = string.Join(", ", result.Counts.Select(static each => each == "null" ? each : Usage + "." + each));
        return result.Usage switch
        {
            UsageForm.Flujo => $"{ReservedNames.Sink}.Usage({ReservedNames.Outcome});",
            UsageForm.FlujoProperty => $"if ({ReservedNames.Outcome} is {{ Usage: {{ }} {Usage} }}) {ReservedNames.Sink}.Usage({Usage});",
            UsageForm.Details => $"if ({ReservedNames.Outcome} is {{ }} {Usage}) {ReservedNames.Sink}.Usage({counts}, {model});",
            UsageForm.DetailsProperty => $"if ({ReservedNames.Outcome} is {{ Usage: {{ }} {Usage} }}) {ReservedNames.Sink}.Usage({counts}, {model});",
            _ => null,
        };
    }
}
