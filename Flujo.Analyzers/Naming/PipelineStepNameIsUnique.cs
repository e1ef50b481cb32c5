using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>FLJ1002 for pipelines that are built from delegates: two steps of one pipeline have the same name. A pipeline is the expression that
/// begins with Pipeline.Create, with the bodies that stand in it. Two steps that call the same method are the same step, in two places.</summary>
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
            var call = (IInvocationOperation)each.Operation;
            if (call.TargetMethod is not { Name: "Create", IsStatic: true } create || !symbols.IsPipelineBuilder(create.ContainingType))
                return;
            var first = new Dictionary<string, IMethodSymbol?>(StringComparer.Ordinal);
            foreach ((string name, SyntaxNode place, IMethodSymbol? method) in StepsOf(call, symbols, each.CancellationToken))
            {
                if (!first.TryGetValue(name, out IMethodSymbol? other))
                    first.Add(name, method);
                else if (method is null || !SymbolEqualityComparer.Default.Equals(method, other))
                    each.Report(StepNameIsUnique.Rule, place.GetLocation(), name, "an earlier step of this pipeline");
            }
        },
        OperationKind.Invocation);

    /// <summary>In the order in which they stand in the source.</summary>
    private static IEnumerable<(string Name, SyntaxNode Place, IMethodSymbol? Method)> StepsOf(
        IInvocationOperation create, KnownSymbols symbols, CancellationToken cancellationToken)
    {
        SyntaxNode pipeline = ChainOf(create.Syntax);
        return pipeline.DescendantNodesAndSelf(node => node == pipeline || !BeginsAnother(node, create.Syntax))
            .OfType<InvocationExpressionSyntax>()
            .Where(static each => each.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Step" })
            .Select(each => create.SemanticModel?.GetOperation(each, cancellationToken))
            .OfType<IInvocationOperation>()
            .Where(each => symbols.IsPipelineBuilder(each.TargetMethod.ContainingType))
            .SelectMany(static each => each.Arguments
                .Where(static argument => argument is { Parameter.Name: "name", Value.ConstantValue: { HasValue: true, Value: string } })
                .Select(argument => ((string)argument.Value.ConstantValue.Value!, argument.Value.Syntax, DelegateTarget.Of(each))))
            .OrderBy(static each => each.Syntax.SpanStart);
    }

    /// <summary>The whole of a.B().C(), given a.</summary>
    private static SyntaxNode ChainOf(SyntaxNode begin)
    {
        while (begin.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access && access.Expression == begin)
            begin = call;
        return begin;
    }

    /// <summary>A pipeline within the pipeline has names of its own.</summary>
    private static bool BeginsAnother(SyntaxNode node, SyntaxNode create) =>
        node is ArgumentSyntax { Expression: InvocationExpressionSyntax argument }
        && argument.DescendantNodesAndSelf(static each => each is InvocationExpressionSyntax or MemberAccessExpressionSyntax)
            .OfType<InvocationExpressionSyntax>()
            .Any(each => each != create && each.Expression is MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "Create", Expression: IdentifierNameSyntax { Identifier.ValueText: "Pipeline" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Pipeline" },
            });
}
