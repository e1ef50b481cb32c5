using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Tests.Docs;

/// <summary>All rules and fixes that there are, found as the compiler and an editor find them.</summary>
internal static class RuleCatalogue
{
    public static IReadOnlyList<DiagnosticAnalyzer> Analyzers { get; } = Create<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(typeof(FlujoAnalyzer).Assembly);

    public static IReadOnlyList<CodeFixProvider> Fixes { get; } =
        Create<CodeFixProvider, ExportCodeFixProviderAttribute>(Assembly.Load("Flujo.Analyzers.CodeFixes"));

    /// <summary>By id, each once.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> Rules { get; } =
        [.. Analyzers.SelectMany(each => each.SupportedDiagnostics).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static bool HasFix(DiagnosticDescriptor rule) => Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id));

    private static IReadOnlyList<T> Create<T, TMark>(Assembly assembly)
        where TMark : Attribute =>
        [.. assembly.GetTypes().Where(type => type.GetCustomAttribute<TMark>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!)];
}
