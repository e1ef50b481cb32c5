using Flujo.Privacy;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Privacy;

/// <summary>FLJ3001: a step records its arguments, and the name or type of one of them is that of a secret.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretsAreNotCaptured : FlujoAnalyzer
{
    private const int Input = 1;

    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ3001",
        "No secret is captured",
        "The step records '{0}', which looks like a secret by its {1}; keep it out with [FlujoRedact]",
        Categories.Privacy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ3001"));

    public SecretsAreNotCaptured()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        int capture = BuildProperty.Capture(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        context.RegisterSymbolAction(
            each =>
            {
                var method = (IMethodSymbol)each.Symbol;
                if (method.PartialDefinitionPart is not null || StepAttributes.FindAny(method) is not { } attribute
                    || ((CaptureRules.CaptureOf(attribute) ?? capture) & Input) == 0)
                {
                    return;
                }

                foreach (IParameterSymbol parameter in method.Parameters)
                {
                    if (SecretSigns.Of(parameter) is { } sign && !IsRedacted(parameter))
                        each.Report(Rule, parameter.Locations[0], parameter.Name, sign);
                }
            },
            SymbolKind.Method);
    }

    private static bool IsRedacted(IParameterSymbol parameter) => parameter.GetAttributes().Any(
        static each => each.AttributeClass is { Name: "FlujoRedactAttribute", ContainingNamespace: { Name: "Flujo", ContainingNamespace.IsGlobalNamespace: true } });
}
