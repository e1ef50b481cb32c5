using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>
/// A rule on what is not traced. Where the project sets FlujoRequireFullCoverage, its findings are errors whatever severity the rule
/// has; only a #pragma or a [SuppressMessage], which stand at the very place, are respected.
/// </summary>
public abstract class CoverageAnalyzer : FlujoAnalyzer
{
    private readonly DiagnosticDescriptor _rule;
    private readonly DiagnosticDescriptor _required;
    private readonly bool _speaksWhenOff;

    /// <param name="rule">What the rule says; its message has the step's method and the reason.</param>
    /// <param name="speaksWhenOff">True for a declaration that is wrong; false for what is not traced, which is meant where FlujoEnabled is false.</param>
    private protected CoverageAnalyzer(DiagnosticDescriptor rule, bool speaksWhenOff = false)
        : this(rule, Require(rule), speaksWhenOff)
    {
    }

    private CoverageAnalyzer(DiagnosticDescriptor rule, DiagnosticDescriptor required, bool speaksWhenOff)
        : base(looksAtGeneratedCode: true, rule, required)
    {
        _rule = rule;
        _required = required;
        _speaksWhenOff = speaksWhenOff;
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols)
    {
        AnalyzerConfigOptions properties = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        if (!_speaksWhenOff && !BuildProperty.IsEnabled(properties))
            return;

        DiagnosticDescriptor rule = HelpLinks.Resolve(_rule, context.Options);
        DiagnosticDescriptor required = BuildProperty.RequiresFullCoverage(properties) ? HelpLinks.Resolve(_required, context.Options) : rule;
        Register(context, symbols, (step, location, reason, cancellationToken) => Diagnostic.Create(
            required != rule && IsSuppressed(location, cancellationToken) ? rule : required,
            location,
            step.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            RuleBook.MessageOf(reason)));
    }

    /// <summary>Registers what the rule wants to see.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding);

    /// <summary>Makes a finding of the rule.</summary>
    private protected delegate Diagnostic MakeFinding(IMethodSymbol step, Location location, UntracedReason reason, CancellationToken cancellationToken);

    private bool IsSuppressed(Location location, CancellationToken cancellationToken) =>
        location.SourceTree is { } tree && Pragmas.Disable(tree, location.SourceSpan.Start, _rule.Id, cancellationToken);

    /// <summary>The same rule as an error that no setting can lower.</summary>
    private static DiagnosticDescriptor Require(DiagnosticDescriptor rule) => new(
#pragma warning disable RS1017, RS2000 // because it is another descriptor's id, which is constant there and tracked there
        rule.Id,
#pragma warning restore RS1017, RS2000
        rule.Title,
        rule.MessageFormat,
        rule.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        rule.Description,
        rule.HelpLinkUri,
        WellKnownDiagnosticTags.NotConfigurable);
}
