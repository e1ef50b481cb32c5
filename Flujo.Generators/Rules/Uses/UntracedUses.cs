using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Flujo.Rules;

/// <summary>
/// Finds the uses of steps that are not traced, one operation at a time. Analyzers ask it about the operations that their rules are
/// about, the report of a build about all: so both say the same.
/// </summary>
internal static class UntracedUses
{
    /// <summary>What the compiler turns into calls whose names do not stand in the source.</summary>
    public static readonly ImmutableArray<OperationKind> ImplicitKinds =
    [
        OperationKind.Loop, OperationKind.Using, OperationKind.UsingDeclaration, OperationKind.Await, OperationKind.DeconstructionAssignment,
        OperationKind.RecursivePattern, OperationKind.CollectionExpression, OperationKind.Spread, OperationKind.ImplicitIndexerReference, OperationKind.SlicePattern,
    ];

    /// <summary>The untraced uses that the operation itself makes; those of the operations in it are theirs.</summary>
    public static IEnumerable<UntracedUse> Find(IOperation operation, CancellationToken cancellationToken) => operation switch
    {
        IInvocationOperation call => OfCall(call, cancellationToken),
        IMethodReferenceOperation { Parent: not INameOfOperation } reference => OfReference(reference, cancellationToken),
        IDynamicInvocationOperation call => DynamicCalls.Find(call, cancellationToken),
        _ => ImplicitCalls.Find(operation)
            .Select(target => Examine(operation, StepRules.CalledMethod(target), FirstToken(operation), UntracedReason.ImplicitCall, cancellationToken))
            .Where(static use => use is not null)
            .Select(static use => use!.Value),
    };

    private static IEnumerable<UntracedUse> OfCall(IInvocationOperation call, CancellationToken cancellationToken)
    {
        IMethodSymbol method = StepRules.CalledMethod(call.TargetMethod);
        if (KnownSteps.Of(call.SemanticModel!.Compilation).Examine(method, cancellationToken) is not { } ofMethod)
            yield break;

        // A part of a query, an element of a collection initializer, a hole of an interpolated string …
        if (call.Syntax is not InvocationExpressionSyntax invocation || CalledName.Of(invocation) is not { } name)
        {
            yield return new(method, FirstToken(call), UntracedReason.ImplicitCall);
            yield break;
        }

        UntracedReason reason = CallRules.Examine(invocation, call.TargetMethod, call.SemanticModel, cancellationToken);
        if (reason == UntracedReason.None)
            reason = ofMethod;
        if (reason == UntracedReason.None)
            reason = OfFile(invocation, call.SemanticModel, cancellationToken);
        if (reason != UntracedReason.None)
            yield return new(method, name.Identifier.Span, reason);
    }

    private static UntracedReason OfFile(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellationToken)
    {
        if (AlikeFiles.Of(model.Compilation).Contain(call.SyntaxTree, cancellationToken))
            return UntracedReason.DuplicatedFile;

        // A file of a tool that runs before the compiler may lie in the same folder.
        bool isForeign = GeneratorFiles.Of(model.Compilation).IsForeign(call.SyntaxTree);
        return isForeign && model.GetInterceptorMethod(call, cancellationToken) is null ? UntracedReason.OtherGenerator : UntracedReason.None;
    }

    private static IEnumerable<UntracedUse> OfReference(IMethodReferenceOperation reference, CancellationToken cancellationToken)
    {
        if (IsStepOfPipeline(reference))
            yield break;
        TextSpan place = CalledName.Last(reference.Syntax) is { } name ? name.Identifier.Span : FirstToken(reference);
        if (Examine(reference, StepRules.CalledMethod(reference.Method), place, UntracedReason.MethodGroup, cancellationToken) is { } use)
            yield return use;
    }

    /// <summary>Given to <c>Pipeline.Step</c>, a step gets its span from the pipeline.</summary>
    private static bool IsStepOfPipeline(IMethodReferenceOperation reference) =>
        reference.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Step" } method } } }
        && method.ContainingType is { MetadataName: "Pipeline`2", ContainingType: null, ContainingNamespace: { Name: "Flujo", ContainingNamespace.IsGlobalNamespace: true } };

    private static UntracedUse? Examine(
        IOperation operation, IMethodSymbol method, TextSpan place, UntracedReason reason, CancellationToken cancellationToken) =>
        KnownSteps.Of(operation.SemanticModel!.Compilation).Examine(method, cancellationToken) is null ? null : new(method, place, reason);

    private static TextSpan FirstToken(IOperation operation) => operation.Syntax.GetFirstToken().Span;
}
