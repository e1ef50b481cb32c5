using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Analyzers.Coverage;

/// <summary>A rule on uses of steps that are not traced: of all that there are, those whose reason the rule speaks for.</summary>
public abstract class UntracedUseAnalyzer : CoverageAnalyzer
{
    private readonly string _id;
    private readonly bool _looksAtMethods;
    private readonly ImmutableArray<OperationKind> _kinds;

    /// <param name="rule">What the rule says.</param>
    /// <param name="looksAtMethods">True for a rule that speaks of calls which the runtime makes.</param>
    /// <param name="kinds">The operations in which its uses are found.</param>
    private protected UntracedUseAnalyzer(DiagnosticDescriptor rule, bool looksAtMethods, params ImmutableArray<OperationKind> kinds)
        : base(rule)
    {
        _id = rule.Id;
        _looksAtMethods = looksAtMethods;
        _kinds = kinds;
    }

    /// <summary>Whether the rule can have to do with an operation, judged by its syntax: three rules look at every call, and most calls are for none of them.</summary>
    private protected virtual bool MayConcern(IOperation operation) => true;

    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, MakeFinding makeFinding)
    {
        // Where nothing is traced FLJ0001 speaks for all.
        if (!ProjectRules.CanIntercept(context.Compilation))
            return;

        context.RegisterOperationAction(
            each =>
            {
                if (!MayConcern(each.Operation))
                    return;
                foreach (UntracedUse use in UntracedUses.Find(each.Operation, each.CancellationToken))
                {
                    SyntaxTree tree = each.Operation.Syntax.SyntaxTree;
                    if (RuleBook.IdOf(use.Reason) == _id && !GeneratorFiles.IsOurs(tree))
                        each.ReportDiagnostic(makeFinding(use.Step, Location.Create(tree, use.Span), use.Reason, each.CancellationToken));
                }
            },
            _kinds);
        if (!_looksAtMethods)
            return;
        context.RegisterSymbolAction(
            each =>
            {
                var method = (IMethodSymbol)each.Symbol;
                if (CallsOfRuntime.Examine(method, each.Compilation, each.CancellationToken) is var reason and not UntracedReason.None)
                    each.ReportDiagnostic(makeFinding(method, method.Locations[0], reason, each.CancellationToken));
            },
            SymbolKind.Method);
    }
}
