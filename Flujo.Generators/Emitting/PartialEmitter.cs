using Flujo.Generators.Models;

namespace Flujo.Generators.Emitting;

/// <summary>Writes the other halves of a file's partial steps: each is the wrapper itself, and calls the method that has the body.</summary>
internal static class PartialEmitter
{
    private const string Traced = "global::Flujo.CompilerServices.FlujoTraced";

    public static string Emit(PartialFileModel file)
    {
        var writer = new SourceWriter();
        writer.Lines(Runtime.Header($"the other halves of the partial steps in {file.Path}.", file.Steps[0].HasNullable));
        for (int i = 0; i < file.Steps.Count; i++)
        {
            PartialStepModel step = file.Steps[i];
            bool opens = i == 0 || !IsInSameType(step, file.Steps[i - 1]);
            bool closes = i == file.Steps.Count - 1 || !IsInSameType(step, file.Steps[i + 1]);
            if (i > 0)
                writer.Lines("");
            if (opens)
                Open(writer, step);
            EmitHalf(writer, step, file);
            if (closes)
                Close(writer, step);
        }

        return writer.ToString();
    }

    private static bool IsInSameType(PartialStepModel one, PartialStepModel other) =>
        one.Namespace == other.Namespace && one.Containers.Equals(other.Containers);

    private static void Open(SourceWriter writer, PartialStepModel step)
    {
        if (step.Namespace.Length > 0)
            writer.Open("namespace " + step.Namespace);
        foreach (string container in step.Containers)
            writer.Open(container);
    }

    private static void Close(SourceWriter writer, PartialStepModel step)
    {
        for (int i = step.Namespace.Length > 0 ? -1 : 0; i < step.Containers.Count; i++)
            writer.Close();
    }

    private static void EmitHalf(SourceWriter writer, PartialStepModel step, PartialFileModel file)
    {
        MethodModel method = step.Method;
        var text = new MethodText(method, 0, file.Capture);
        bool isTraced = file.Traces && step.Misfit is null;
        writer.Lines($"// {method.Display}: its body is {method.Core}.");
        foreach (string attribute in isTraced ? step.Attributes.Prepend(Traced) : step.Attributes)
            writer.Lines($"[{attribute}]");
        writer.Open($"{step.Modifiers} {method.ReturnType} {Parsing.TypeWriter.Escape(method.Name)}{text.HalfSignature}{step.Constraints}");
        if (step.Misfit is not null)
            EmitThrow(writer, step);
        else if (!isTraced)
            writer.Lines((method.ReturnType == "void" ? "" : "return ") + text.Call() + ";");
        else
            EmitTraced(writer, method, text);
        writer.Close();
    }

    private static void EmitTraced(SourceWriter writer, MethodModel method, MethodText text)
    {
        if (method.Form == SpanForm.Attempts)
        {
            AttemptsEmitter.EmitHalf(writer, method, text);
            return;
        }

        TracedEmitter.EmitOff(writer, method, text);
        TracedEmitter.EmitBody(writer, method, text, Runtime.NoCallSite);
    }

    /// <summary>Without any body the compiler would stop before an analyzer could say what is wrong.</summary>
    private static void EmitThrow(SourceWriter writer, PartialStepModel step) => writer.Lines(
        $"throw new global::System.InvalidOperationException({Runtime.Literal($"{step.Method.Display} cannot run: {step.Misfit}.")});");
}
