using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Rules;

/// <summary>Whether the calls of a method can be rerouted through a wrapper, judged by the method alone.</summary>
internal static class StepRules
{
    /// <summary>The method that a call ends in, as it is declared: not constructed and not reduced, of a partial method's two
    /// halves the defining one, of a member of an extension block the static method that the compiler makes of it.</summary>
    public static IMethodSymbol CalledMethod(IMethodSymbol target)
    {
        IMethodSymbol method = (target.ReducedFrom ?? target).OriginalDefinition;
        return ExtensionBlocks.ImplementationOf(method.PartialDefinitionPart ?? method);
    }

    /// <summary>Why the method, or calls of it, are not traced; None where they are: by rerouting the calls, or by the method itself
    /// (<see cref="PartialForm.TracesItself"/>).</summary>
    /// <param name="method">See <see cref="CalledMethod"/>.</param>
    /// <param name="compilation">The compilation whose calls are looked at.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static UntracedReason Examine(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        UntracedReason reason = ExamineKind(method.MethodKind);
        if (reason == UntracedReason.None)
            reason = ExamineShape(method);

        // Its wrapper is a member of the same type: whatever the signature has, it can have.
        if (!RuleBook.IsNoStep(reason) && PartialForm.Find(method) is { } partial)
            return partial.Misfit;
        if (reason == UntracedReason.None)
            reason = ExamineSignature(method, compilation);
        return reason;
    }

    /// <summary>Whether `MaxAttempts` above 1 can be kept: a second attempt needs the arguments of the first.</summary>
    public static UntracedReason ExamineRetries(IMethodSymbol method)
    {
        if (IsEnumerated(method))
            return UntracedReason.RetriesOfStream;
        if (TypesOf(method).Any(TypeRules.IsRefStruct) || (!method.IsStatic && TypeRules.IsRefStruct(method.ContainingType)))
            return UntracedReason.RetriesOfRefStruct;
        bool byReference = method.Parameters.Any(static each => each.RefKind != RefKind.None)
            || (!method.IsStatic && method.ContainingType is { IsValueType: true, IsReadOnly: false } && !method.IsReadOnly);
        return byReference ? UntracedReason.RetriesByReference : UntracedReason.None;
    }

    /// <summary>
    /// True for a step that runs while its result is enumerated: an asynchronous stream, and a method that is itself an iterator. One that merely
    /// returns a collection is over when it returns.
    /// </summary>
    public static bool IsEnumerated(IMethodSymbol method)
    {
        if (KnownTypes.IsAsyncStream(method.ReturnType))
            return true;
        if (!KnownTypes.IsSequence(method.ReturnType))
            return false;

        IMethodSymbol body = PartialForm.Find(method)?.Core ?? method.PartialImplementationPart ?? method;
        return body.DeclaringSyntaxReferences.IsEmpty ? ReferencedSteps.IsIterator(body) : body.DeclaringSyntaxReferences.Any(static each => Yields(each.GetSyntax()));
    }

    private static UntracedReason ExamineKind(MethodKind kind) => kind switch
    {
        MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation => UntracedReason.None,
        MethodKind.LocalFunction => UntracedReason.LocalFunction,
        MethodKind.AnonymousFunction => UntracedReason.Lambda,
        MethodKind.Destructor => UntracedReason.Finalizer,
        MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.BuiltinOperator => UntracedReason.Operator,
        _ => UntracedReason.Accessor,
    };

    private static UntracedReason ExamineShape(IMethodSymbol method)
    {
        if (method.IsExtern)
            return UntracedReason.Extern;
        // Of two halves, the one with the body is async.
        if (method.ReturnsVoid && (method.PartialImplementationPart ?? method).IsAsync)
            return UntracedReason.AsyncVoid;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return UntracedReason.RefReturn;
        if (method.IsVararg)
            return UntracedReason.VariableArguments;
        if (method.IsStatic && (method.IsAbstract || method.IsVirtual))
            return UntracedReason.StaticAbstract;
        return KnownTypes.TaskShapeOf(method.ReturnType) == TaskShape.Unknown ? UntracedReason.UnknownTaskType : UntracedReason.None;
    }

    private static bool Yields(SyntaxNode method) => method
        .DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
        .Any(static node => node is YieldStatementSyntax);

    private static UntracedReason ExamineSignature(IMethodSymbol method, Compilation compilation)
    {
        IEnumerable<ITypeSymbol> types = TypesOf(method).Concat(method.TypeParameters.SelectMany(static each => each.ConstraintTypes));
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            types = types.Concat(type.TypeParameters.SelectMany(static each => each.ConstraintTypes));

        // A static method's type stands in no wrapper's signature, and an accessor reaches it by its reflection name, unless it is a struct.
        if (!method.IsStatic || method.ContainingType.IsValueType)
            types = types.Append(method.ContainingType);
        return types.All(each => TypeRules.IsNameable(each, compilation)) ? UntracedReason.None : UntracedReason.UnnameableType;
    }

    private static IEnumerable<ITypeSymbol> TypesOf(IMethodSymbol method) =>
        method.Parameters.Select(static each => each.Type).Append(method.ReturnType);
}
