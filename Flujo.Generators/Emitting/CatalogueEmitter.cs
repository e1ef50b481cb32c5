using Flujo.Generators.Models;
using Flujo.Generators.Parsing;
using Flujo.Rules;

namespace Flujo.Generators.Emitting;

/// <summary>Writes FlujoSteps.g.cs: one declaration per step, handed to the runtime when the assembly is loaded.</summary>
internal static class CatalogueEmitter
{
    public static string Emit(CatalogueModel catalogue)
    {
        var writer = new SourceWriter();
        writer.Lines(Runtime.Header($"the steps and pipelines that {catalogue.Project.AssemblyName} declares."));
        writer.Open("namespace " + ProjectRules.GeneratedNamespace);
        writer.Lines($"[{Runtime.GeneratedCode}]").Lines($"[{Runtime.NotCovered}]").Open("internal static class " + Runtime.CatalogueClass);
        foreach (StepModel step in catalogue.Steps)
            EmitStep(writer, step, catalogue.Project);
        EmitDeclare(writer, catalogue);
        return writer.Close().Close().ToString();
    }

    private static void EmitStep(SourceWriter writer, StepModel step, ProjectModel project)
    {
        writer.Lines($"internal static readonly {Runtime.StepDeclaration} {step.Identifier} = new(");
        string[] arguments =
        [
            Runtime.Literal(step.Name),
            "global::Flujo.FlujoStepKind." + step.Kind,
            Runtime.Literal(step.Method),
            Runtime.Literal(SourcePath.Relative(step.File, project.Directory)),
            Runtime.Literal(step.Line),
            "maxAttempts: " + Runtime.Literal(step.MaxAttempts),
            "retryDelayMilliseconds: " + Runtime.Literal(step.RetryDelayMilliseconds),
            $"capture: (global::Flujo.FlujoCapture){Runtime.Literal(step.Capture ?? project.Capture)}",
            "version: " + (step.Version is null ? "null" : Runtime.Literal(step.Version)),
        ];
        writer.In().Lines(string.Join(", ", arguments) + ");").Out();
    }

    private static void EmitDeclare(SourceWriter writer, CatalogueModel catalogue)
    {
        writer.Lines("").Lines("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        writer.Open("internal static void Declare()");
        writer.Lines($"{Runtime.StepRuntime}.DeclareSteps(").In();
        writer.Lines(Runtime.Literal(catalogue.Project.AssemblyName) + ",");
        writer.Lines(Runtime.Literal(catalogue.Project.Version) + ",");
        writer.Open($"new {Runtime.StepDeclaration}[]");
        foreach (StepModel step in catalogue.Steps)
            writer.Lines(step.Identifier + ",");
        writer.Close("});").Out();
        foreach (string context in catalogue.JsonContexts)
            writer.Lines($"{Runtime.StepRuntime}.DeclareJsonTypes(static () => {context}.Default);");
        writer.Close();
    }
}
