using Flujo.Generators.Models;
using Flujo.Rules;

namespace Flujo.Generators.Emitting;

/// <summary>Writes the interceptors of one source file: a small method per call, and per called method what the calls share.</summary>
internal static class InterceptorEmitter
{
    public static string Emit(InterceptorFileModel file)
    {
        var writer = new SourceWriter();
        writer.Lines(Runtime.Header($"the calls of steps in {file.Path}. Each method with [InterceptsLocation] stands in for one call."));
        writer.Open("namespace System.Runtime.CompilerServices");
        writer.Lines("""
            [global::System.AttributeUsage(global::System.AttributeTargets.Method, AllowMultiple = true)]
            file sealed class InterceptsLocationAttribute : global::System.Attribute
            {
                public InterceptsLocationAttribute(int version, string data)
                {
                }
            }
            """);
        writer.Close().Lines("");
        writer.Open("namespace " + ProjectRules.GeneratedNamespace);
        writer.Lines($"[{Runtime.GeneratedCode}]");
        foreach (string attribute in Runtime.OutOfTheWay)
            writer.Lines($"[{attribute}]");
        writer.Open("file static class Calls");
        EmitCallSites(writer, file);

        MethodText[] texts = [.. file.Source.Methods.Select((each, i) => new MethodText(each, i, file.Capture))];
        for (int i = 0; i < texts.Length; i++)
            EmitMethod(writer, i, file.Source.Methods[i], texts[i], file.Capture);
        for (int i = 0; i < file.Source.Calls.Count; i++)
            EmitCall(writer, i, file.Source.Calls[i], file.Source.Methods, texts);
        return writer.Close().Close().ToString();
    }

    /// <summary>The id of call i is <c>CallSites + i</c>.</summary>
    private static void EmitCallSites(SourceWriter writer, InterceptorFileModel file)
    {
        string lines = string.Join(", ", file.Source.Calls.Select(static each => Runtime.Literal(each.Line)));
        writer.Lines($"private static readonly int {ReservedNames.CallSites} = {Runtime.StepRuntime}.DeclareCallSites(").In();
        writer.Lines($"{Runtime.Literal(file.Path)}, new int[] {{ {lines} }});").Out();
    }

    private static void EmitMethod(SourceWriter writer, int index, MethodModel method, MethodText text, int capture)
    {
        if (method.Foreign is { } step)
            CatalogueEmitter.EmitStep(writer.Lines(""), step, $"private static readonly {Runtime.StepDeclaration} {text.Declaration}", file: "", capture);
        if (method.Accessor is { } accessor)
            text.EmitAccessor(writer, accessor);
        if (method.Form == SpanForm.Attempts)
            AttemptsEmitter.Emit(writer, index, method, text);
        else
            TracedEmitter.Emit(writer, index, method, text);
    }

    private static void EmitCall(
        SourceWriter writer, int number, CallSiteModel call, EquatableArray<MethodModel> methods, MethodText[] texts)
    {
        MethodModel method = methods[call.Method];
        MethodText text = texts[call.Method];
        string traced = ReservedNames.Traced(call.Method, method.Name) + text.TypeArguments
            + "(" + text.Arguments(more: $"{ReservedNames.CallSites} + {Runtime.Literal(number)}") + ")";

        writer.Lines("").Lines($"// Line {call.Line}: {method.Display}.");
        writer.Lines($"[global::System.Runtime.CompilerServices.InterceptsLocation({Runtime.Literal(call.LocationVersion)}, {Runtime.Literal(call.LocationData)})]");
        EmitHead(writer, "internal static", ReservedNames.Call(number, method.Name), text.CallParameters, method, text);

        // A step with attempts must be tried again with tracing switched off, too: the shared part sees to both.
        if (method.Form != SpanForm.Attempts)
            TracedEmitter.EmitOff(writer, method, text);
        writer.Lines((method.ReturnType != "void" ? "return " : "") + traced + ";");
        writer.Close();
    }

    /// <summary>Writes a method's attributes and head, and opens its block.</summary>
    public static void EmitHead(SourceWriter writer, string modifiers, string name, string parameters, MethodModel method, MethodText text)
    {
        foreach (string attribute in method.Attributes)
            writer.Lines($"[{attribute}]");
        writer.Open($"{modifiers} {text.Unsafe}{method.ReturnType} {name}{text.DeclaredTypeParameters}({parameters}){text.Constraints}");
    }
}
