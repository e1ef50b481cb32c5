using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Setup;

/// <summary>FLJ0001: the language version or the project's settings keep every step from being traced; said at each step.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompilerRunsInterceptors : FlujoAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "FLJ0001",
        "The compiler runs interceptors",
        "This step is not traced: {0}",
        Categories.Coverage,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("FLJ0001"));

    public CompilerRunsInterceptors()
        : base(looksAtGeneratedCode: true, Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        if (!BuildProperty.IsEnabled(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
            return;
        if (context.Compilation.SyntaxTrees.FirstOrDefault()?.Options is not CSharpParseOptions options)
            return;
        UntracedReason reason = ProjectRules.Examine(options);
        if (reason == UntracedReason.None)
            return;

        context.RegisterSyntaxNodeAction(
            each =>
            {
                var attribute = (AttributeSyntax)each.Node;
                if (symbols.IsStep(attribute, each.SemanticModel, each.CancellationToken))
                    each.Report(Rule, attribute.Name.GetLocation(), RuleBook.MessageOf(reason));
            },
            SyntaxKind.Attribute);
    }
}
