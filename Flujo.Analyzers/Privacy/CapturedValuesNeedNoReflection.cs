using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Privacy;

/// <summary>
/// FLJ3002: a step records an argument or a result by reflection, in a project that is to do without. Nothing is said of `object` and of type parameters, whose values
/// may be of a type that needs none.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CapturedValuesNeedNoReflection : FlujoAnalyzer
{
    private const int Input = 1;
    private const int Output = 2;

    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ3002",
        "Captured values are recorded without reflection",
        "The step records {0} of type '{1}' by reflection, which the project does without ({2}): name the type in [JsonSerializable] on a JsonSerializerContext",
        Categories.Privacy,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ3002"));

    public CapturedValuesNeedNoReflection()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (BuildProperty.WithoutReflection(options) is not { } property || !BuildProperty.IsEnabled(options))
            return;
        int capture = BuildProperty.Capture(options);
        context.RegisterSymbolAction(
            each =>
            {
                var method = (IMethodSymbol)each.Symbol;
                if (method.PartialDefinitionPart is null && StepAttributes.FindAny(method) is { } attribute)
                    Look(each, method, CaptureRules.CaptureOf(attribute) ?? capture, property);
            },
            SymbolKind.Method);
    }

    private static void Look(SymbolAnalysisContext context, IMethodSymbol method, int capture, string property)
    {
        if ((capture & Input) != 0)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
            {
                if (CaptureRules.FormOf(parameter) == ArgumentForm.Value && NeedsReflection(parameter.Type, context.Compilation))
                    context.Report(Rule, parameter.Locations[0], $"'{parameter.Name}'", parameter.Type.ToDisplayString(), property);
            }
        }

        if ((capture & Output) != 0 && !StepRules.IsEnumerated(method) && CaptureRules.IsResultReadable(method)
            && CaptureRules.ResultOf(method) is { } result && NeedsReflection(result, context.Compilation)
            && method.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken) is MethodDeclarationSyntax { ReturnType: var place })
        {
            context.Report(Rule, place.GetLocation(), "its result", result.ToDisplayString(), property);
        }
    }

    private static bool NeedsReflection(ITypeSymbol type, Compilation compilation) => ValueForms.Of(type, KnownJsonTypes.Of(compilation)) == ValueForm.Reflection;
}
