using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Tests.Verifying;

/// <summary>Reports methods whose names are all upper-case, for tests of the verifiers themselves.</summary>
#pragma warning disable RS1036, RS1038, RS1041, RS2008 // Those are for analyzers that are shipped.
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ShoutingAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule =
        new("TST0001", "Shouting", "'{0}' shouts", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.MethodDeclaration);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        SyntaxToken name = ((MethodDeclarationSyntax)context.Node).Identifier;
        if (name.Text == "THROW")
            throw new InvalidOperationException("A fault of the analyzer.");
        if (name.Text.All(char.IsUpper))
            context.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation(), name.Text));
    }
}
