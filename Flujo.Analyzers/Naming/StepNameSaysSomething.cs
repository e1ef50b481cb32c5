using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1001: the name of a step says nothing. More words that say nothing stand in .editorconfig: <c>flujo_vague_step_names</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepNameSaysSomething : FlujoAnalyzer
{
    private const string ExtraWords = "flujo_vague_step_names";

    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ1001",
        "The step's name says what the step does",
        "The name '{0}' says nothing of what the step does{1}",
        Categories.Naming,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ1001"));

    public StepNameSaysSomething()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        var vagueNames = new ConcurrentDictionary<string, VagueNames>();
        NamedPlaces.Watch(context, symbols, place =>
        {
            if (!place.IsStepName)
                return;
            AnalyzerConfigOptions options = place.Options.AnalyzerConfigOptionsProvider.GetOptions(place.Node.SyntaxTree);
            VagueNames vague = vagueNames.GetOrAdd(
                options.TryGetValue(ExtraWords, out string? extra) ? extra : "", static words => new VagueNames(words));
            if (!vague.IsVague(place.Name!))
                return;
            string? suggestion = NameSuggestion.FromMethod(place, vague, symbols);
            place.Report(Rule, suggestion, place.Name, suggestion is null ? "" : $"; '{suggestion}' would");
        });
    }
}
