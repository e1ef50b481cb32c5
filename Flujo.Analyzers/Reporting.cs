using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers;

/// <summary>How rules report: by these, never by ReportDiagnostic, which would know no page to link to.</summary>
internal static class Reporting
{
    public static void Report(this SyntaxNodeAnalysisContext context, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(rule, context.Options), place, arguments));

    public static void Report(this OperationAnalysisContext context, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(rule, context.Options), place, arguments));

    public static void Report(this OperationBlockAnalysisContext context, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(rule, context.Options), place, arguments));

    public static void Report(this SymbolAnalysisContext context, DiagnosticDescriptor rule, Location place, params object?[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(HelpLinks.Resolve(rule, context.Options), place, arguments));
}
