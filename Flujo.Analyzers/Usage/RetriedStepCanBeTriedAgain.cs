using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Usage;

/// <summary>FLJ4001: MaxAttempts above 1 stands on a step of which there can be no second try.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetriedStepCanBeTriedAgain : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ4001",
        "A step with several attempts can be tried again",
        "MaxAttempts of '{0}' has no effect: {1}",
        Categories.Usage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ4001"));

    public RetriedStepCanBeTriedAgain()
        : base(looksAtGeneratedCode: false, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterSymbolAction(
        static each =>
        {
            var method = (IMethodSymbol)each.Symbol;
            if (method.PartialDefinitionPart is not null
                || StepAttributes.Find(method, StepAttributes.Step) is not { } attribute
                || !attribute.NamedArguments.Any(static argument => argument is { Key: "MaxAttempts", Value.Value: > 1 }))
            {
                return;
            }

            UntracedReason reason = StepRules.ExamineRetries(StepRules.CalledMethod(method));
            if (reason == UntracedReason.None || RuleBook.IsNoStep(StepRules.Examine(method, each.Compilation, each.CancellationToken)))
                return;
            each.Report(
                Rule,
                PlaceOf(attribute, each.CancellationToken) ?? method.Locations[0],
                method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
                RuleBook.MessageOf(reason));
        },
        SymbolKind.Method);

    private static Location? PlaceOf(AttributeData attribute, CancellationToken cancellationToken) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(static each => each.NameEquals?.Name.Identifier.ValueText == "MaxAttempts")?.GetLocation();
}
