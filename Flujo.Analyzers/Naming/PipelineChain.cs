using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>Calls that build a pipeline one after the other, <c>a.B().C()</c>. It begins a pipeline, or goes on with the one that a local variable holds.</summary>
internal sealed class PipelineChain
{
    private readonly IInvocationOperation _first;
    private readonly SyntaxNode _whole;
    private readonly KnownSymbols _symbols;

    private PipelineChain(IInvocationOperation first, SyntaxNode whole, KnownSymbols symbols)
    {
        _first = first;
        _whole = whole;
        _symbols = symbols;
    }

    /// <summary>The whole chain, or null for a call that does not begin one.</summary>
    public static PipelineChain? BeginningWith(IInvocationOperation call, KnownSymbols symbols)
    {
        if (!symbols.IsPipelineBuilder(call.TargetMethod.ContainingType) || !Begins(call))
            return null;
        SyntaxNode whole = call.Syntax;
        while (whole.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == whole)
            whole = next;
        return new(call, whole, symbols);
    }

    /// <summary>The steps in the order in which they stand in the source, with those of the bodies between.</summary>
    public IEnumerable<(string Name, SyntaxNode Place, IMethodSymbol? Method)> Steps(CancellationToken cancellationToken) => _whole
        .DescendantNodesAndSelf(static node => !IsAnother(node))
        .OfType<InvocationExpressionSyntax>()
        .Where(static each => each.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Step" })
        .Select(each => _first.SemanticModel?.GetOperation(each, cancellationToken))
        .OfType<IInvocationOperation>()
        .Where(each => _symbols.IsPipelineBuilder(each.TargetMethod.ContainingType))
        .SelectMany(static each => each.Arguments
            .Where(static argument => argument is { Parameter.Name: "name", Value.ConstantValue: { HasValue: true, Value: string } })
            .Select(argument => ((string)argument.Value.ConstantValue.Value!, argument.Value.Syntax, DelegateTarget.Of(each))))
        .OrderBy(static each => each.Syntax.SpanStart);

    /// <summary>The steps that the pipeline has already where the chain begins.</summary>
    public IEnumerable<(string Name, SyntaxNode Place, IMethodSymbol? Method)> StepsBefore(CancellationToken cancellationToken) =>
        Before() is { } before ? before.StepsBefore(cancellationToken).Concat(before.Steps(cancellationToken)) : [];

    /// <summary>The chain whose outcome stands in the variable: what was assigned last on each way to here. It stands before this one, so there is an end.</summary>
    private PipelineChain? Before()
    {
        if (_first.Instance is not ILocalReferenceOperation { Local: var local })
            return null;
        IOperation root = _first;
        while (root.Parent is not null)
            root = root.Parent;
        IOperation? value = root.Descendants()
            .Select(each => ValueOf(each, local))
            .LastOrDefault(each => each is not null && each.Syntax.Span.End <= _first.Syntax.SpanStart && IsOnEachWay(each.Syntax));
        while (value is IInvocationOperation call && !Begins(call))
            value = call.Instance;
        return value is IInvocationOperation first ? BeginningWith(first, _symbols) : null;
    }

    private static IOperation? ValueOf(IOperation operation, ILocalSymbol local) => operation switch
    {
        IVariableDeclaratorOperation { Initializer: { } initializer } declared when SymbolEqualityComparer.Default.Equals(declared.Symbol, local) => initializer.Value,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value } when SymbolEqualityComparer.Default.Equals(target.Local, local) => value,
        _ => null,
    };

    /// <summary>Whether who comes to the chain has come by a place before it: the block around that is around the chain, too.</summary>
    private bool IsOnEachWay(SyntaxNode place) =>
        place.FirstAncestorOrSelf<StatementSyntax>()?.Parent is { } block
        && (block is GlobalStatementSyntax || (block is BlockSyntax or SwitchSectionSyntax && block.Span.Contains(_first.Syntax.Span)));

    private static bool Begins(IInvocationOperation call) => call.TargetMethod is { Name: "Create", IsStatic: true } || call.Instance is ILocalReferenceOperation;

    /// <summary>A pipeline that is handed to a step has names of its own.</summary>
    private static bool IsAnother(SyntaxNode node) => node is ArgumentSyntax { Expression: InvocationExpressionSyntax };
}
