using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;

namespace Flujo.Generators.Parsing;

/// <summary>Turns a method that a step call reaches into what its wrapper is made of.</summary>
internal static class MethodParser
{
    /// <param name="method">The called method, as declared; it has passed <see cref="StepRules"/>.</param>
    /// <param name="declaration">The method that bears the attribute: the same one, or one that it overrides.</param>
    /// <param name="compilation">The compilation.</param>
    public static MethodModel Parse(IMethodSymbol method, IMethodSymbol declaration, Compilation compilation) =>
        Parse(method, declaration, compilation.Assembly, core: null, AccessorOf(method, compilation), RepeatedAttributes.OfMethod(method));

    /// <summary>Turns a partial step into what its other half is made of.</summary>
    public static MethodModel ParseHalf(IMethodSymbol method, IMethodSymbol core) =>
        Parse(method, method, method.ContainingAssembly, core.Name, accessor: null, attributes: default);

    private static MethodModel Parse(
        IMethodSymbol method, IMethodSymbol declaration, IAssemblySymbol assembly, string? core, AccessorModel? accessor, EquatableArray<string> attributes)
    {
        bool isHalf = core is not null;
        bool isEnumerated = StepRules.IsEnumerated(method);
        var writer = new TypeWriter(method, isHalf);
        TaskShape shape = KnownTypes.TaskShapeOf(method.ReturnType);
        IParameterSymbol? token = method.Parameters.LastOrDefault(static each =>
            each.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter && KnownTypes.IsCancellationToken(each.Type));
        bool hasResult = shape is TaskShape.TaskOfResult or TaskShape.ValueTaskOfResult;

        return new(
            StepIdentifier.Of(declaration),
            SymbolEqualityComparer.Default.Equals(declaration.ContainingAssembly, assembly) ? null : StepParser.ParseForeign(declaration),
            method.ToDisplayString(Formats.Method),
            method.Name,
            writer.Write(method.ContainingType),
            ReceiverOf(method),
            method.IsExtensionMethod,
            writer.TypeParameters,
            method.Parameters.Select(each => ParameterOf(each, writer, isHalf)).ToEquatableArray(),
            ReferenceOf(method) + writer.Write(method.ReturnType),
            hasResult ? writer.Write(((INamedTypeSymbol)method.ReturnType).TypeArguments[0]) : null,
            shape,
            FormOf(method, declaration, isOverWhenReturned: shape == TaskShape.None && !isEnumerated),
            token is null ? null : TypeWriter.Escape(token.Name),
            isEnumerated,
            TypeRules.IsRefStruct(method.ReturnType),
            CaptureRules.CaptureOf(StepAttributes.FindAny(declaration)!),
            ResultParser.Parse(method),
            core,
            method.Parameters.Select(static each => each.Type).Append(method.ReturnType).Any(TypeRules.HasPointer),
            accessor,
            attributes);
    }

    /// <summary>No step returns a reference; the half of one that should must do so all the same.</summary>
    private static string ReferenceOf(IMethodSymbol method) => method.ReturnsByRefReadonly ? "ref readonly " : method.ReturnsByRef ? "ref " : "";

    private static ReceiverForm ReceiverOf(IMethodSymbol method)
    {
        if (method.IsStatic)
            return ReceiverForm.None;
        if (!method.ContainingType.IsValueType)
            return ReceiverForm.Value;
        return method.IsReadOnly || method.ContainingType.IsReadOnly ? ReceiverForm.ReadOnlyReference : ReceiverForm.Reference;
    }

    private static ParameterModel ParameterOf(IParameterSymbol parameter, TypeWriter writer, bool isHalf)
    {
        string modifier = parameter.RefKind switch
        {
            RefKind.Ref => "ref",
            RefKind.Out => "out",
            RefKind.In => "in",
            RefKind.RefReadOnlyParameter => "ref readonly",
            _ => "",
        };
        string argument = parameter.RefKind == RefKind.RefReadOnlyParameter ? "in" : modifier;
        bool isScoped = parameter.ScopedKind == ScopedKind.ScopedValue || (parameter.ScopedKind == ScopedKind.ScopedRef && parameter.RefKind != RefKind.Out);
        if (isScoped && !(isHalf && parameter.IsParams))
            modifier = modifier.Length == 0 ? "scoped" : "scoped " + modifier;

        // Where a dynamic stays one, its call is bound at run time unless it is handed on as an object.
        if (isHalf && parameter is { Type: IDynamicTypeSymbol, RefKind: RefKind.None })
            argument = "(object?)";
        string attribute = isHalf ? "" : RepeatedAttributes.OfParameter(parameter);
        string lead = parameter.IsParams ? "params" : parameter.Ordinal == 0 && parameter.ContainingSymbol is IMethodSymbol { IsExtensionMethod: true } ? "this" : "";
        return new(TypeWriter.Escape(parameter.Name), attribute, writer.WriteParameter(parameter.Type), modifier, argument, lead, CaptureRules.FormOf(parameter));
    }

    private static SpanForm FormOf(IMethodSymbol method, IMethodSymbol declaration, bool isOverWhenReturned)
    {
        if (StepAttributes.Find(declaration, StepAttributes.Pipeline) is not null)
            return SpanForm.Pipeline;
        AttributeData attribute = StepAttributes.Find(declaration, StepAttributes.Step)!;
        if (StepParser.MaxAttemptsOf(declaration, attribute) > 1 && StepRules.ExamineRetries(method) == UntracedReason.None)
            return SpanForm.Attempts;
        return isOverWhenReturned && StepParser.IsLeaf(attribute) ? SpanForm.Leaf : SpanForm.Step;
    }

    private static AccessorModel? AccessorOf(IMethodSymbol method, Compilation compilation)
    {
        bool isNameable = TypeRules.IsNameable(method.ContainingType, compilation);
        if (isNameable && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) && !IsMissedByName(method))
            return null;
        return new(isNameable && !method.ContainingType.IsStatic ? null : ReflectionName.Of(method.ContainingType));
    }

    /// <summary>True where a call with the very types of the parameters might still reach another method, or none.</summary>
    private static bool IsMissedByName(IMethodSymbol method)
    {
        for (IMethodSymbol? each = method; each is not null; each = each.OverriddenMethod)
        {
            // The generated file has not the symbols that a source file defines for itself.
            if (Has(each, "ConditionalAttribute"))
                return true;
        }

        IEnumerable<ISymbol> others = method.ContainingType.GetMembers(method.Name)
            .Where(each => !SymbolEqualityComparer.Default.Equals(each, method));

        // Overload resolution leaves overrides out while the type itself has a method that fits.
        return others.Any(each => method.IsOverride || Has(each, "OverloadResolutionPriorityAttribute"));
    }

    private static bool Has(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Any(each => each.AttributeClass?.Name == attribute);
}
