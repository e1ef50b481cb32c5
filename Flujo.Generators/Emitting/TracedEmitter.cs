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
        InterceptorEmitter.EmitHead(writer, "private", ReservedNames.Traced(index, method.Name), parameters, method, text);
        writer.Lines(Begin(method));

        bool returns = method.ReturnType != "void";
        if (returns)
            writer.Lines($"{method.ReturnType} {ReservedNames.Result};");
        writer.Open("try");
        writer.Lines((returns ? ReservedNames.Result + " = " : "") + text.Call() + ";");
        writer.Close();
        writer.Open($"catch ({Runtime.Exception} {ReservedNames.Error})");
        writer.Lines($"{ReservedNames.Step}.Fail({ReservedNames.Error}{OwnToken(text)});");
        writer.Lines("throw;");
        writer.Close().Lines("");
        EmitEnd(writer, method, text, returns);
        writer.Close();
    }

    private static string Begin(MethodModel method)
    {
        (string type, string begin) = method.Form switch
        {
            SpanForm.Leaf => (Runtime.LeafInvocation, "BeginLeaf"),
            SpanForm.Pipeline => (Runtime.StepInvocation, "BeginPipeline"),
            _ => (Runtime.StepInvocation, "Begin"),
        };
        return $"{type} {ReservedNames.Step} = {Runtime.StepRuntime}.{begin}({Runtime.Catalogue}.{method.Step}, {ReservedNames.CallSite});";
    }

    private static void EmitEnd(SourceWriter writer, MethodModel method, MethodText text, bool returns)
    {
        if (method.Shape != TaskShape.None)
        {
            writer.Lines($"return {ReservedNames.Step}.Follow({ReservedNames.Result}{OwnToken(text)});");
            return;
        }

        writer.Lines($"{ReservedNames.Step}.Complete();");
        if (returns)
            writer.Lines($"return {ReservedNames.Result};");
    }

    private static string OwnToken(MethodText text) => text.OwnToken is { } token ? ", " + token : "";
}
