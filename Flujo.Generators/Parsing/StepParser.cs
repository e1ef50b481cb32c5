using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Turns an attributed method into a line of the catalogue. Attributes that make no sense are clamped: a wrong
/// number must not break a build that the analyzers already complain about.</summary>
internal static class StepParser
{
    public static StepModel? ParseStep(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (Declared(context, cancellationToken) is not { } method)
            return null;

        AttributeData attribute = context.Attributes[0];
        return Describe(method, context, NameIn(attribute) ?? StepName.Of(method.Name)) with
        {
            Kind = KindIn(attribute),
            MaxAttempts = MaxAttemptsOf(method, attribute),
            RetryDelayMilliseconds = Math.Max(0, Number(attribute, "RetryDelayMilliseconds") ?? 0),
            Capture = Number(attribute, "Capture") & 3,
        };
    }

    public static StepModel? ParsePipeline(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (Declared(context, cancellationToken) is not { } method)
            return null;

        AttributeData attribute = context.Attributes[0];
        return Describe(method, context, NameIn(attribute) ?? StepName.Of(method.Name)) with
        {
            Version = Argument(attribute, "Version")?.Value as string,
        };
    }

    /// <summary>How often the step is tried: 1 where it cannot be tried again.</summary>
    public static int MaxAttemptsOf(IMethodSymbol method, AttributeData attribute) =>
        StepRules.ExamineRetries(method) == UntracedReason.None ? Math.Max(1, Number(attribute, "MaxAttempts") ?? 1) : 1;

    public static bool IsLeaf(AttributeData attribute) => Argument(attribute, "Leaf")?.Value is true;

    private static IMethodSymbol? Declared(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol method)
            return null;

        method = StepRules.CalledMethod(method);
        UntracedReason reason = StepRules.Examine(method, context.SemanticModel.Compilation, cancellationToken);
        return RuleBook.IsNoStep(reason) ? null : method;
    }

    private static StepModel Describe(IMethodSymbol method, GeneratorAttributeSyntaxContext context, string name)
    {
        FileLinePositionSpan span = ((MethodDeclarationSyntax)context.TargetNode).Identifier.GetLocation().GetLineSpan();
        return new(
            StepIdentifier.Of(method),
            method.Name,
            name,
            Kind: "Step",
            method.ToDisplayString(Formats.Method),
            span.Path,
            span.StartLinePosition.Line + 1,
            MaxAttempts: 1,
            RetryDelayMilliseconds: 0,
            Capture: null,
            Version: null);
    }

    private static string? NameIn(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null;

    private static string KindIn(AttributeData attribute) => Number(attribute, "Kind") switch
    {
        1 => "Agent",
        2 => "Tool",
        _ => "Step",
    };

    private static int? Number(AttributeData attribute, string property) => Argument(attribute, property)?.Value as int?;

    private static TypedConstant? Argument(AttributeData attribute, string property)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            // An array has no single value; no property of ours is one, but code that does not compile may say so.
            if (argument.Key == property && argument.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum)
                return argument.Value;
        }

        return null;
    }
}
