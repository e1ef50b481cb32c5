using System.Collections.Immutable;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Flujo.Analyzers.Naming;

/// <summary>Finds the places that name something, for all rules on names: attributes, calls of FlujoTrace, and the pipeline API.</summary>
internal static class NamedPlaces
{
    public static void Watch(CompilationStartAnalysisContext context, KnownSymbols symbols, Action<NamedPlace> look)
    {
        context.RegisterSymbolAction(each => LookAtAttributes(each, symbols, look), SymbolKind.Method);
        WatchCalls(context, symbols, look);
    }

    /// <summary>As <see cref="Watch"/>, without attributes.</summary>
    public static void WatchCalls(CompilationStartAnalysisContext context, KnownSymbols symbols, Action<NamedPlace> look) =>
        context.RegisterOperationAction(each => LookAtCall(each, symbols, look), OperationKind.Invocation);

    private static void LookAtAttributes(SymbolAnalysisContext context, KnownSymbols symbols, Action<NamedPlace> look)
    {
        // Both halves of a partial method have the attributes of both.
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null)
            return;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            bool isStep = symbols.IsStepAttribute(attribute.AttributeClass);
            if ((!isStep && !symbols.IsPipelineAttribute(attribute.AttributeClass))
                || attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is not AttributeSyntax syntax)
            {
                continue;
            }

            ExpressionSyntax? given = GivenName(syntax);
            string? name = given is null ? StepName.Of(method.Name) : attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string text } ? text : null;
            look(new NamedPlace(isStep ? NamedThing.Step : NamedThing.Other, name, given ?? (SyntaxNode)syntax.Name, context.Options, context.ReportDiagnostic)
            {
                Method = method,
            });
        }
    }

    /// <summary>The argument that names the step, or null where the method's name serves.</summary>
    public static ExpressionSyntax? GivenName(AttributeSyntax attribute) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null)?.Expression;

    private static void LookAtCall(OperationAnalysisContext context, KnownSymbols symbols, Action<NamedPlace> look)
    {
        var call = (IInvocationOperation)context.Operation;
        IMethodSymbol method = call.TargetMethod;
        if (!symbols.IsOfFlujo(method.ContainingType))
            return;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.Explicit || ThingNamedBy(argument.Parameter, method, symbols) is not { } thing)
                continue;
            foreach (IOperation value in ConstantLeaves.Of(argument.Value))
            {
                look(new NamedPlace(thing, NameOf(value.ConstantValue), value.Syntax, context.Options, context.ReportDiagnostic)
                {
                    Method = thing == NamedThing.PipelinePart ? DelegateTarget.Of(call) : EnclosingFunction.Of(call, symbols),
                    IsReadOnly = value is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } },
                });
            }
        }
    }

    /// <summary>The constant; null counts as an empty name, because nothing is recorded for it.</summary>
    private static string? NameOf(Optional<object?> constant) => constant.HasValue ? constant.Value as string ?? "" : null;

    private static NamedThing? ThingNamedBy(IParameterSymbol? parameter, IMethodSymbol method, KnownSymbols symbols)
    {
        if (parameter?.Type.SpecialType != SpecialType.System_String)
            return null;
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, symbols.Trace))
        {
            return (method.Name, parameter.Name) switch
            {
                ("StartStep" or "StartLoop" or "StartBranch", "name") => NamedThing.Block,
                ("StartBranch", "key") => NamedThing.Other,
                ("StartRun" or "RunAsync", "pipeline") => NamedThing.Other,
                _ => null,
            };
        }

        return symbols.IsPipelineBuilder(method.ContainingType)
            ? parameter.Name switch
            {
                "name" => method.IsStatic ? NamedThing.Other : NamedThing.PipelinePart,
                "key" => NamedThing.Other,
                _ => null,
            }
            : null;
    }
}
