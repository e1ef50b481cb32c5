using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1002 for pipelines that are built from delegates: two steps of one pipeline have the same name. A pipeline begins with Pipeline.Create and goes on
/// from call to call and through local variables, with the bodies that stand in it. Two steps that call the same method are the same step, in two places.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PipelineStepNameIsUnique : FlujoAnalyzer
{
    public PipelineStepNameIsUnique()
        : base(looksAtGeneratedCode: false, StepNameIsUnique.Rule)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols symbols) => context.RegisterOperationAction(
        each =>
        {
            if (PipelineChain.BeginningWith((IInvocationOperation)each.Operation, symbols) is not { } chain)
                return;
            var first = new Dictionary<string, IMethodSymbol?>(StringComparer.Ordinal);
            foreach ((string name, _, IMethodSymbol? method) in chain.StepsBefore(each.CancellationToken))
            {
                if (!first.ContainsKey(name))
                    first.Add(name, method);
            }

            foreach ((string name, SyntaxNode place, IMethodSymbol? method) in chain.Steps(each.CancellationToken))
            {
                if (!first.TryGetValue(name, out IMethodSymbol? other))
                    first.Add(name, method);
                else if (method is null || !SymbolEqualityComparer.Default.Equals(method, other))
                    each.Report(StepNameIsUnique.Rule, place.GetLocation(), name, "an earlier step of this pipeline");
            }
        },
        OperationKind.Invocation);
}
