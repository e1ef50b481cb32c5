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
    public static MethodModel Parse(IMethodSymbol method, IMethodSymbol declaration, Compilation compilation)
    {
        var writer = new TypeWriter(method);
        TaskShape shape = KnownTypes.TaskShapeOf(method.ReturnType);
        IParameterSymbol? token = method.Parameters.LastOrDefault(static each =>
            each.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter && KnownTypes.IsCancellationToken(each.Type));
        bool hasResult = shape is TaskShape.TaskOfResult or TaskShape.ValueTaskOfResult;

        return new(
            StepIdentifier.Of(declaration),
            method.ToDisplayString(Formats.Method),
            method.Name,
            writer.Write(method.ContainingType),
            ReceiverOf(method),
            method.IsExtensionMethod,
            writer.TypeParameters,
            method.Parameters.Select(each => ParameterOf(each, writer)).ToEquatableArray(),
            writer.Write(method.ReturnType),
            hasResult ? writer.Write(((INamedTypeSymbol)method.ReturnType).TypeArguments[0]) : null,
            shape,
            FormOf(declaration, shape),
            token is null ? null : TypeWriter.Escape(token.Name),
            AccessorOf(method, compilation),
            RepeatedAttributes.OfMethod(method));
    }

    private static ReceiverForm ReceiverOf(IMethodSymbol method)
    {
        if (method.IsStatic)
            return ReceiverForm.None;
        if (!method.ContainingType.IsValueType)
            return ReceiverForm.Value;
        return method.IsReadOnly || method.ContainingType.IsReadOnly ? ReceiverForm.ReadOnlyReference : ReceiverForm.Reference;
    }

    private static ParameterModel ParameterOf(IParameterSymbol parameter, TypeWriter writer)
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
        if (parameter.ScopedKind == ScopedKind.ScopedRef && parameter.RefKind != RefKind.Out)
            modifier = "scoped " + modifier;
        return new(TypeWriter.Escape(parameter.Name), RepeatedAttributes.OfParameter(parameter), writer.WriteParameter(parameter.Type), modifier, argument);
    }

    private static SpanForm FormOf(IMethodSymbol declaration, TaskShape shape)
    {
        if (StepAttributes.Find(declaration, StepAttributes.Pipeline) is not null)
            return SpanForm.Pipeline;
        AttributeData attribute = StepAttributes.Find(declaration, StepAttributes.Step)!;
        if (StepParser.MaxAttemptsOf(declaration, attribute) > 1)
            return SpanForm.Attempts;
        return shape == TaskShape.None && StepParser.IsLeaf(attribute) ? SpanForm.Leaf : SpanForm.Step;
    }

    private static AccessorModel? AccessorOf(IMethodSymbol method, Compilation compilation)
    {
        if (compilation.IsSymbolAccessibleWithin(method, compilation.Assembly) && !IsMissedByName(method))
            return null;
        return new(method.ContainingType.IsStatic ? ReflectionName.Of(method.ContainingType) : null);
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
