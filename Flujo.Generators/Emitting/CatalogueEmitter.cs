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
        foreach (string iterator in catalogue.Steps.Select(static each => each.IteratorId).OfType<string>())
            writer.Lines($"[assembly: global::Flujo.CompilerServices.FlujoIterator({Runtime.Literal(iterator)})]").Lines("");
        writer.Open("namespace " + ProjectRules.GeneratedNamespace);
        writer.Lines($"[{Runtime.GeneratedCode}]").Lines($"[{Runtime.NotCovered}]").Open("internal static class " + Runtime.CatalogueClass);
        foreach (StepModel step in catalogue.Steps)
        {
            string file = SourcePath.Relative(step.File, catalogue.Project.Directory);
            EmitStep(writer, step, $"internal static readonly {Runtime.StepDeclaration} {step.Identifier}", file, catalogue.Project.Capture);
        }

        EmitDeclare(writer, catalogue);
        return writer.Close().Close().ToString();
    }

    /// <summary>Writes a field with a step's declaration.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <param name="field">The field, with its modifiers.</param>
    /// <param name="file">The declaring file, relative to the project.</param>
    /// <param name="capture">What holds where the step says nothing.</param>
    public static void EmitStep(SourceWriter writer, StepModel step, string field, string file, int capture)
    {
        writer.Lines($"{field} = new(");
        string[] arguments =
        [
            Runtime.Literal(step.Name),
            "global::Flujo.FlujoStepKind." + step.Kind,
            Runtime.Literal(step.Method),
            Runtime.Literal(file),
            Runtime.Literal(step.Line),
            "maxAttempts: " + Runtime.Literal(step.MaxAttempts),
            "retryDelayMilliseconds: " + Runtime.Literal(step.RetryDelayMilliseconds),
            $"capture: (global::Flujo.FlujoCapture){Runtime.Literal(step.Capture ?? capture)}",
            "version: " + (step.Version is null ? "null" : Runtime.Literal(step.Version)),
        ];
        string[] limits =
        [
            .. step.MaxCostUsd == 0 ? Array.Empty<string>() : ["MaxCostUsd = " + Runtime.Literal(step.MaxCostUsd)],
            .. step.MaxTokens == 0 ? Array.Empty<string>() : ["MaxTokens = " + Runtime.Literal(step.MaxTokens)],
        ];
        writer.In().Lines(string.Join(", ", arguments) + (limits.Length == 0 ? ");" : $") {{ {string.Join(", ", limits)} }};")).Out();
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
