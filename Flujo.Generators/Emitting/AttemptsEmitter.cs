using Flujo.Generators.Models;
using Flujo.Rules;

namespace Flujo.Generators.Emitting;

/// <summary>
/// Writes what the calls of a step with several attempts share. With tracing off the first attempt is made here, so that
/// a step which succeeds costs nothing; what failed is handed to the runtime, which makes the others. The closure that it
/// calls stands in a method of its own, because a method with a closure allocates as soon as it is entered.
/// </summary>
internal static class AttemptsEmitter
{
    /// <summary>What stands on a wrapper's class does not hold for the class that the compiler makes of a closure.</summary>
    private const string Hidden = "[global::System.Diagnostics.DebuggerStepThrough, global::System.Diagnostics.StackTraceHidden]";

    public static void Emit(SourceWriter writer, int index, MethodModel method, MethodText text)
    {
        EmitTraced(writer, index, method, text);
        EmitAttempts(writer, index, method, text, "private static");
    }

    /// <summary>Writes the body of a half, and within it the method that has the closure.</summary>
    public static void EmitHalf(SourceWriter writer, MethodModel method, MethodText text)
    {
        EmitBody(writer, 0, method, text, Runtime.NoCallSite);
        EmitAttempts(writer, 0, method, text, "static");
    }

    private static void EmitTraced(SourceWriter writer, int index, MethodModel method, MethodText text)
    {
        string parameters = text.Parameters(more: "int " + ReservedNames.CallSite);
        writer.Lines("");
        InterceptorEmitter.EmitHead(writer, "private static", ReservedNames.Traced(index, method.Name), parameters, method, text);
        EmitBody(writer, index, method, text, ReservedNames.CallSite);
        writer.Close();
    }

    private static void EmitBody(SourceWriter writer, int index, MethodModel method, MethodText text, string callSite)
    {
        bool isTask = method.Shape != TaskShape.None;
        bool returns = method.ReturnType != "void";
        writer.Open($"if ({Runtime.StepRuntime}.IsEnabled)");
        EmitHandOver(writer, index, method, text, returns, isTask ? [callSite, "null", "null"] : [callSite, "null"]);
        writer.Close().Lines("");

        writer.Lines($"{Runtime.Exception}? {ReservedNames.FirstError} = null;");
        if (isTask)
            writer.Lines($"{method.ReturnType} {ReservedNames.FirstTask} = default!;");
        writer.Open("try");
        if (isTask)
            writer.Lines($"{ReservedNames.FirstTask} = {text.Call()};");
        else if (returns)
            writer.Lines($"return {text.Call()};");
        else
            writer.Lines(text.Call() + ";").Lines("return;");
        writer.Close();
        writer.Lines($"catch ({Runtime.Exception} {ReservedNames.Error})").In();
        writer.Lines($"when ({Runtime.StepRuntime}.IsRetried({text.Declaration}, {ReservedNames.Error}, {text.OwnToken ?? "default"}))").Out();
        writer.Lines("{").In().Lines($"{ReservedNames.FirstError} = {ReservedNames.Error};").Close().Lines("");

        if (isTask)
            writer.Lines($"if ({ReservedNames.FirstError} is null && {IsOver(method.Shape)}) return {ReservedNames.FirstTask}!;");
        string first = $"{ReservedNames.FirstError} is null ? {ReservedNames.FirstTask} : null";
        EmitHandOver(writer, index, method, text, returns, isTask ? [callSite, first, ReservedNames.FirstError] : [callSite, ReservedNames.FirstError]);
    }

    private static void EmitHandOver(SourceWriter writer, int index, MethodModel method, MethodText text, bool returns, string[] more)
    {
        string arguments = text.Arguments(byValue: true, more);
        string call = $"{ReservedNames.Attempts(index, method.Name)}{text.TypeArguments}({arguments});";
        if (returns)
            writer.Lines("return " + call);
        else
            writer.Lines(call).Lines("return;");
    }

    private static void EmitAttempts(SourceWriter writer, int index, MethodModel method, MethodText text, string modifiers)
    {
        bool isTask = method.Shape != TaskShape.None;
        string[] more = isTask
            ? ["int " + ReservedNames.CallSite, $"{method.ReturnType}? {ReservedNames.FirstTask}", $"{Runtime.Exception}? {ReservedNames.FirstError}"]
            : ["int " + ReservedNames.CallSite, $"{Runtime.Exception}? {ReservedNames.FirstError}"];
        string name = ReservedNames.Attempts(index, method.Name);
        writer.Lines("");
        InterceptorEmitter.EmitHead(writer, modifiers, name, text.Parameters(byValue: true, more: more), method, text);

        string result = method.ResultType ?? (isTask ? "" : method.ReturnType);
        bool hasResult = result.Length > 0 && result != "void";
        string delegateType = isTask || hasResult ? $"global::System.Func<{method.ReturnType}>" : "global::System.Action";
        if (isTask)
            EmitTaskBody(writer, delegateType, text);
        else
            writer.Lines($"{delegateType} {ReservedNames.Body} = {Hidden} () => {text.Call(copied: true)};");

        string run = $"{Runtime.StepRuntime}.{(isTask ? "RunAsync" : "Run")}{(hasResult ? $"<{result}>" : "")}";
        string own = text.OwnToken ?? "default";
        string recorded = CaptureEmitter.InputLambda(method, text, ", input: ") + (hasResult ? CaptureEmitter.Reader(method, text, ", reader: ") : "");
        string call = $"{run}({text.Declaration}, {ReservedNames.CallSite}, {ReservedNames.Body}, {own}, {ReservedNames.FirstError}{recorded});";
        writer.Lines((method.ReturnType == "void" ? "" : "return ") + call);
        writer.Close();
    }

    /// <summary>The first attempt may be under way already: then it is awaited, not made again.</summary>
    private static void EmitTaskBody(SourceWriter writer, string delegateType, MethodText text)
    {
        writer.Open($"{delegateType} {ReservedNames.Body} = {Hidden} () =>");
        writer.Lines($"if ({ReservedNames.FirstTask} is not {{ }} {ReservedNames.Started}) return {text.Call(copied: true)};");
        writer.Lines($"{ReservedNames.FirstTask} = null;");
        writer.Lines($"return {ReservedNames.Started};");
        writer.Close("};");
    }

    /// <summary>True for a first attempt after which nothing is left to do; a step that returned no task is handed on as it is.</summary>
    private static string IsOver(TaskShape shape) => shape is TaskShape.Task or TaskShape.TaskOfResult
        ? $"({ReservedNames.FirstTask} is null || {ReservedNames.FirstTask}.IsCompletedSuccessfully)"
        : $"{ReservedNames.FirstTask}.IsCompletedSuccessfully";
}
