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
    private readonly ImmutableArray<OperationKind> _kinds;

    /// <param name="rule">What the rule says.</param>
    /// <param name="kinds">The operations in which its uses are found.</param>
    private protected UntracedUseAnalyzer(DiagnosticDescriptor rule, params ImmutableArray<OperationKind> kinds)
        : base(rule)
    {
        _id = rule.Id;
        _kinds = kinds;
    }

    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols, Diagnose diagnose)
    {
        // Where nothing is traced FLJ0001 speaks for all.
        if (!ProjectRules.CanIntercept(context.Compilation))
            return;

        context.RegisterOperationAction(
            each =>
            {
                foreach (UntracedUse use in UntracedUses.Find(each.Operation, each.CancellationToken))
                {
                    SyntaxTree tree = each.Operation.Syntax.SyntaxTree;
                    if (RuleBook.IdOf(use.Reason) == _id && !GeneratorFiles.IsOurs(tree))
                        each.ReportDiagnostic(diagnose(use.Step, Location.Create(tree, use.Span), use.Reason, each.CancellationToken));
                }
            },
            _kinds);
        RegisterMore(context, diagnose);
    }

    /// <summary>For uses that are no operations.</summary>
    private protected virtual void RegisterMore(CompilationStartAnalysisContext context, Diagnose diagnose)
    {
    }
}
