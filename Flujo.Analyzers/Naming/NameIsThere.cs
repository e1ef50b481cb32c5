using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1004: a name that is none. It would be recorded as <c>(unnamed)</c>, or could not be typed by who looks for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NameIsThere : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ1004",
        "A name is there, without control characters",
        "The name {0}; give one by which it can be found",
        Categories.Naming,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ1004"));

    public NameIsThere()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        NamedPlaces.Watch(context, symbols, static place =>
        {
            if (place.Name is not null && NameFault.Of(place.Name) is { } fault)
                place.Report(Rule, null, fault);
        });
}
