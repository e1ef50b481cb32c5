using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1002: two methods are the same step to everybody who reads the store. Said at each one after the first, in the order of
/// file path and position.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StepNameIsUnique : FlujoAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "FLJ1002",
        "The step's name is its own",
        "The name '{0}' is that of {1} too; their times, costs and failures would be added up",
        Categories.Naming,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ1002"));

    public StepNameIsUnique()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        // One look at all files, at the first one that is asked about; not at the end of the compilation, which an editor never reaches.
        var repeated = new Lazy<RepeatedNames>(() => RepeatedNames.Find(context.Compilation, symbols, context.CancellationToken));
        context.RegisterSemanticModelAction(each =>
        {
            foreach ((AttributeSyntax attribute, string name, string first) in repeated.Value.In(each.SemanticModel.SyntaxTree))
            {
                SyntaxNode place = NamedPlaces.GivenName(attribute) ?? (SyntaxNode)attribute.Name;
                each.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(Rule, each.Options), place.GetLocation(), name, first));
            }
        });
    }
}
