using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1003: the name of a step is not in lower snake_case, or too long for a table.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepNameIsSnakeCase : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ1003",
        "The step's name is in lower snake_case, and short",
        "The name '{0}' {1}",
        Categories.Naming,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ1003"));

    public StepNameIsSnakeCase()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        NamedPlaces.Watch(context, symbols, static place =>
        {
            if (!place.IsStepName)
                return;
            string name = place.Name!;
            if (!SnakeCase.Is(name))
            {
                // Who wrote the method's name means the method's name.
                string? better = place is { Thing: NamedThing.Step, Method: { } method } && method.Name == name ? StepName.Of(name) : SnakeCase.Of(name);
                place.Report(Rule, better, name, "is not in lower snake_case" + (better is null ? "" : $", as '{better}' is"));
            }
            else if (name.Length > SnakeCase.LongestName)
            {
                place.Report(Rule, null, name, $"has {name.Length} characters; names of up to {SnakeCase.LongestName} fit into tables");
            }
        });
}
