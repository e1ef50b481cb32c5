using Flujo.Generators.Models;
using Flujo.Rules;

namespace Flujo.Generators.Emitting;

/// <summary>Writes what the calls of one method share while tracing is on: the span around one attempt.</summary>
internal static class TracedEmitter
{
    public static void Emit(SourceWriter writer, int index, MethodModel method, MethodText text)
    {
        string parameters = text.Parameters(more: "int " + ReservedNames.CallSite);
        writer.Lines("");
        InterceptorEmitter.EmitHead(writer, "private static", ReservedNames.Traced(index, method.Name), parameters, method, text);
        EmitBody(writer, method, text, ReservedNames.CallSite);
        writer.Close();
    }

    /// <summary>The span from its begin to its end.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="text">Its signature.</param>
    /// <param name="callSite">The call site's id, as code.</param>
    public static void EmitBody(SourceWriter writer, MethodModel method, MethodText text, string callSite)
    {
        if (method.IsEnumerated)
        {
            EmitEnumeration(writer, method, text, callSite);
            return;
        }

        string type = method.Form == SpanForm.Leaf ? Runtime.LeafInvocation : Runtime.StepInvocation;
        writer.Lines($"{type} {ReservedNames.Step} = {Begin(method, text, callSite)};");
        CaptureEmitter.EmitInput(writer, method, text);
        if (method.ReturnsRefStruct)
        {
            EmitRefStruct(writer, method, text);
            return;
        }

        bool returns = method.ReturnType != "void";
        if (returns)
            writer.Lines($"{method.ReturnType} {ReservedNames.Result};");
        writer.Open("try");
        writer.Lines((returns ? ReservedNames.Result + " = " : "") + text.Call() + ";");
        writer.Close();
        EmitCatch(writer, text);
        writer.Lines("");
        EmitEnd(writer, method, text, returns);
    }

    /// <summary>The line by which a wrapper with tracing off does nothing but call.</summary>
    public static void EmitOff(SourceWriter writer, MethodModel method, MethodText text) => writer.Lines(method.ReturnType != "void"
        ? $"if (!{Runtime.StepRuntime}.IsEnabled) return {text.Call()};"
        : $"if (!{Runtime.StepRuntime}.IsEnabled) {{ {text.Call()}; return; }}");

    private static void EmitCatch(SourceWriter writer, MethodText text)
    {
        writer.Open($"catch ({Runtime.Exception} {ReservedNames.Error})");
        writer.Lines($"{ReservedNames.Step}.Fail({ReservedNames.Error}{OwnToken(text)});");
        writer.Lines("throw;");
        writer.Close();
    }

    private static string Begin(MethodModel method, MethodText text, string callSite)
    {
        string begin = method.Form switch
        {
            SpanForm.Leaf => "BeginLeaf",
            SpanForm.Pipeline => "BeginPipeline",
            _ => "Begin",
        };
        return $"{Runtime.StepRuntime}.{begin}({text.Declaration}, {callSite})";
    }

    /// <summary>What it throws at once is a failed span; else each enumeration of what it returns becomes one.</summary>
    private static void EmitEnumeration(SourceWriter writer, MethodModel method, MethodText text, string callSite)
    {
        writer.Lines($"{method.ReturnType} {ReservedNames.Result};");
        writer.Open("try").Lines($"{ReservedNames.Result} = {text.Call()};").Close();
        writer.Open($"catch ({Runtime.Exception} {ReservedNames.Error})");
        writer.Lines($"{Begin(method, text, callSite)}.Fail({ReservedNames.Error}{OwnToken(text)});").Lines("throw;");
        writer.Close().Lines("");
        string isPipeline = method.Form == SpanForm.Pipeline ? "true" : "false";
        writer.Lines($"return {Runtime.StepRuntime}.Enumerate({text.Declaration}, {callSite}, {ReservedNames.Result}, {text.OwnToken ?? "default"}, isPipeline: {isPipeline}{CaptureEmitter.EnumerationInput(method, text, ", input: ")});");
    }

    /// <summary>How long a ref struct may live follows from what it is made of, and so it is declared where it is made.</summary>
    private static void EmitRefStruct(SourceWriter writer, MethodModel method, MethodText text)
    {
        writer.Open("try");
        writer.Lines($"{method.ReturnType} {ReservedNames.Result} = {text.Call()};");
        EmitEnd(writer, method, text, returns: true);
        writer.Close();
        EmitCatch(writer, text);
    }

    private static void EmitEnd(SourceWriter writer, MethodModel method, MethodText text, bool returns)
    {
        if (method.Shape != TaskShape.None)
        {
            writer.Lines($"return {ReservedNames.Step}.Follow({ReservedNames.Result}{CaptureEmitter.Reader(method, text, ", ")}{OwnToken(text)});");
            return;
        }

        string reader = returns ? CaptureEmitter.Reader(method, text, ", ") : "";
        writer.Lines(reader.Length == 0 ? $"{ReservedNames.Step}.Complete();" : $"{ReservedNames.Step}.Complete({ReservedNames.Result}{reader});");
        if (returns)
            writer.Lines($"return {ReservedNames.Result};");
    }

    private static string OwnToken(MethodText text) => text.OwnToken is { } token ? ", " + token : "";
}
