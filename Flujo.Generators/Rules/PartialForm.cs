using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Rules;

/// <summary>
/// The partial form: `[FlujoStep] public partial …` with the body in a `…Core` method of the same signature. The generator writes
/// the other half, which is the wrapper; so whoever calls the method is traced, and no call of it is ever rerouted as well.
/// </summary>
internal static class PartialForm
{
    /// <summary>What the name of the method with the body has after that of the step.</summary>
    public const string Suffix = "Core";

    /// <summary>Stands on a generated half that traces; it is what other assemblies see of the form.</summary>
    public const string Traced = "FlujoTracedAttribute";

    /// <summary>The tool that [GeneratedCode] names on a generated half, tracing or not.</summary>
    public const string Tool = "Flujo.Generators";

    /// <summary>What the method is to the partial form; null where it is an ordinary one: not partial, with a body that somebody else
    /// wrote, without any `…Core` beside it, or without an attribute of its own.</summary>
    /// <param name="method">See <see cref="StepRules.CalledMethod"/>.</param>
    public static PartialStep? Find(IMethodSymbol method)
    {
        if (!IsHalf(method) || !StepAttributes.IsMarked(method))
            return null;

        // Of several, the one that came furthest.
        UntracedReason container = ExamineContainers(method);
        PartialStep? nearest = null;
        foreach (IMethodSymbol core in method.ContainingType.GetMembers(method.Name + Suffix).OfType<IMethodSymbol>())
        {
            var step = new PartialStep(core, container == UntracedReason.None ? Examine(method, core) : container);
            if (step.Misfit == UntracedReason.None)
                return step;
            if (nearest is not { } other || step.Misfit > other.Misfit)
                nearest = step;
        }

        return nearest;
    }

    /// <summary>True for a method that traces whoever calls it: a partial step that fits, here or in another assembly.</summary>
    public static bool TracesItself(IMethodSymbol method) =>
        method.GetAttributes().Any(static each => each.AttributeClass is { Name: Traced, ContainingNamespace.Name: "CompilerServices" })
        || Find(method) is { Misfit: UntracedReason.None };

    /// <summary>True for a partial step that nobody has written a body for, neither in a `…Core` nor otherwise. To be asked of a compilation that
    /// has all generated code.</summary>
    public static bool LacksCore(IMethodSymbol method) =>
        IsHalf(method)
        && method.PartialImplementationPart is null
        && !IsRemovedByCompiler(method)
        && StepAttributes.IsMarked(method)
        && method.ContainingType.GetMembers(method.Name + Suffix).IsEmpty;

    /// <summary>What is wrong with the body of a partial step, or None. To be asked of a compilation that has all generated code.</summary>
    public static UntracedReason ExamineCore(IMethodSymbol method)
    {
        if (Find(method) is { } step)
            return step.Misfit;
        return LacksCore(method) ? UntracedReason.MissingCore : UntracedReason.None;
    }

    /// <summary>The nearest overridden method that traces itself: calls that reach an override of it through the base are traced by neither.</summary>
    public static IMethodSymbol? FindTracedBase(IMethodSymbol method)
    {
        for (IMethodSymbol? each = method.OverriddenMethod; each is not null; each = each.OverriddenMethod)
        {
            if (TracesItself(StepRules.CalledMethod(each)))
                return each;
        }

        return null;
    }

    /// <summary>A half cannot be written into such a type, and the compiler itself complains about it.</summary>
    private static UntracedReason ExamineContainers(IMethodSymbol method)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return UntracedReason.PartialInFileType;
            // Top-level statements are a part of Program, and say nothing of it.
            if (!type.DeclaringSyntaxReferences.All(static each => each.GetSyntax() is CompilationUnitSyntax || HasModifier(each.GetSyntax(), "partial")))
                return UntracedReason.PartialInWholeType;
        }

        return UntracedReason.None;
    }

    private static bool IsHalf(IMethodSymbol method) =>
        method.IsPartialDefinition && (method.PartialImplementationPart is not { } other || IsGenerated(other));

    private static bool IsGenerated(IMethodSymbol half) => half.GetAttributes().Any(static each =>
        each.AttributeClass?.Name == "GeneratedCodeAttribute"
        && each.ConstructorArguments.FirstOrDefault().Value is Tool);

    /// <summary>The partial method of old: without a body the compiler leaves it out, together with its calls.</summary>
    private static bool IsRemovedByCompiler(IMethodSymbol method) =>
        method is { ReturnsVoid: true, DeclaredAccessibility: Accessibility.Private }
        && method.Parameters.All(static each => each.RefKind != RefKind.Out)
        && method.DeclaringSyntaxReferences.All(static each => !HasModifier(each.GetSyntax(), "private", "new"));

    private static bool HasModifier(SyntaxNode declaration, params string[] modifiers) =>
        declaration is MemberDeclarationSyntax member && member.Modifiers.Any(each => modifiers.Contains(each.ValueText));

    /// <summary>In the order of the reasons: each later one means that the method is nearer to what it should be.</summary>
    private static UntracedReason Examine(IMethodSymbol method, IMethodSymbol core)
    {
        if (core.MethodKind != MethodKind.Ordinary || core.Arity != method.Arity)
            return UntracedReason.CoreTypeParameters;

        IMethodSymbol bound = core.Arity == 0 ? core : core.Construct([.. method.TypeParameters]);
        if (bound.Parameters.Length != method.Parameters.Length || !bound.Parameters.Zip(method.Parameters, Fits).All(static fits => fits))
            return UntracedReason.CoreParameters;
        if (bound.RefKind != method.RefKind || !IsSame(bound.ReturnType, method.ReturnType))
            return UntracedReason.CoreReturnType;
        if (core.IsStatic != method.IsStatic)
            return UntracedReason.CoreStatic;
        if (method.ContainingType.IsValueType && method.IsReadOnly && !core.IsReadOnly)
            return UntracedReason.CoreReadOnly;
        if (!core.TypeParameters.Zip(method.TypeParameters, (own, given) => FitsConstraints(own, given, method)).All(static fits => fits))
            return UntracedReason.CoreConstraints;
        if (core is { IsAsync: true, ReturnsVoid: true })
            return UntracedReason.CoreAsyncVoid;
        return IsMissedByName(core) ? UntracedReason.CoreNotCallable : UntracedReason.None;
    }

    private static bool Fits(IParameterSymbol core, IParameterSymbol given) =>
        core.RefKind == given.RefKind && core.ScopedKind == given.ScopedKind && IsSame(core.Type, given.Type);

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);

    /// <summary>The core may ask for less than the step, never for more; an override's constraints are those of what it overrides.</summary>
    private static bool FitsConstraints(ITypeParameterSymbol core, ITypeParameterSymbol given, IMethodSymbol method)
    {
        bool isReference = given.HasReferenceTypeConstraint;
        bool isValue = given.HasValueTypeConstraint || given.HasUnmanagedTypeConstraint;
        return (!core.HasReferenceTypeConstraint || isReference)
            && (!core.HasValueTypeConstraint || isValue)
            && (!core.HasUnmanagedTypeConstraint || given.HasUnmanagedTypeConstraint)
            && (!core.HasConstructorConstraint || given.HasConstructorConstraint || isValue)
            && (!given.AllowsRefLikeType || core.AllowsRefLikeType)
            && core.ConstraintTypes.All(type => given.ConstraintTypes.Any(each => IsSame(Substitute(type, method), each)));
    }

    /// <summary>A constraint of the core in the terms of the step's own type parameters.</summary>
    private static ITypeSymbol Substitute(ITypeSymbol type, IMethodSymbol method) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } own => method.TypeParameters[own.Ordinal],
        INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named when named.ContainingType is null =>
            named.OriginalDefinition.Construct([.. named.TypeArguments.Select(each => Substitute(each, method))]),
        _ => type,
    };

    /// <summary>True where a call by the very types of the parameters may not reach the method, or is left out.</summary>
    private static bool IsMissedByName(IMethodSymbol core) =>
        core.IsAbstract && core.IsStatic
        || core.GetAttributes().Any(static each => each.AttributeClass?.Name is "ConditionalAttribute"
            || (each.AttributeClass?.Name == "ObsoleteAttribute" && each.ConstructorArguments.LastOrDefault().Value is true))
        || core.ContainingType.GetMembers(core.Name).Any(each => !SymbolEqualityComparer.Default.Equals(each, core)
            && (core.IsOverride || each.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "OverloadResolutionPriorityAttribute")));
}
