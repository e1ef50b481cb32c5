using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers;

/// <summary>
/// One rule. It is asked about compilations that refer to Flujo and about no others, from several threads at once. What a rule
/// keeps between calls stands in the locals of <see cref="Register"/>, never in fields: one analyzer serves many compilations.
/// </summary>
public abstract class FlujoAnalyzer : DiagnosticAnalyzer
{
    private readonly bool _looksAtGeneratedCode;

    /// <param name="looksAtGeneratedCode">True for rules on what is not traced: a call is skipped wherever it stands. Others speak only
    /// of code that somebody writes.</param>
    /// <param name="descriptors">What the rule says.</param>
    private protected FlujoAnalyzer(bool looksAtGeneratedCode, params ImmutableArray<DiagnosticDescriptor> descriptors)
    {
        _looksAtGeneratedCode = looksAtGeneratedCode;
        SupportedDiagnostics = descriptors;
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(_looksAtGeneratedCode
            ? GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics
            : GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.Find(start.Compilation) is { } symbols)
                Register(start, symbols);
        });
    }

    /// <summary>Registers what the rule wants to see of one compilation; as little as will do.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols);
}
