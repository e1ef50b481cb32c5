using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1005: the name of a block is made while the program runs, so there are as many names as values, and nothing adds up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BlockNameIsConstant : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ1005",
        "The block's name is a constant",
        "The block's name is not a constant, so it will not aggregate; name the block by what it does, and set what varies as an attribute",
        Categories.Naming,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ1005"));

    public BlockNameIsConstant()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) =>
        NamedPlaces.WatchCalls(context, symbols, static place =>
        {
            if (place is { Thing: NamedThing.Block, Name: null, IsReadOnly: false })
                place.Report(Rule, null);
        });
}
