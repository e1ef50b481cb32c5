using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Flujo.Generators.Parsing;

/// <summary>Turns attributed methods into lines of the catalogue. Attributes that make no sense are clamped: a wrong
/// number must not break a build that the analyzers already complain about.</summary>
internal static class StepParser
{
    /// <summary>The steps and pipelines that a file declares.</summary>
    public static EquatableArray<StepModel> Parse(
        Candidates<MethodDeclarationSyntax> candidates, Compilation compilation, CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(candidates.Tree);
        var steps = new List<StepModel>();
        foreach (MethodDeclarationSyntax syntax in candidates.Nodes)
        {
            if (model.GetDeclaredSymbol(syntax, cancellationToken) is not IMethodSymbol declared)
                continue;
            IMethodSymbol method = StepRules.CalledMethod(declared);
            FileLinePositionSpan span = syntax.Identifier.GetLocation().GetLineSpan();
            if (Describe(method, span.Path, span.StartLinePosition.Line + 1) is { } step && !RuleBook.IsNoStep(StepRules.Examine(method, compilation, cancellationToken)))
                steps.Add(step);
        }

        return steps.ToEquatableArray();
    }

    /// <summary>How often the step is tried: 1 where it cannot be tried again.</summary>
    public static int MaxAttemptsOf(IMethodSymbol method, AttributeData attribute) =>
        StepRules.ExamineRetries(method) == UntracedReason.None ? Math.Max(1, Number(attribute, "MaxAttempts") ?? 1) : 1;

    public static bool IsLeaf(AttributeData attribute) => Argument(attribute, "Leaf")?.Value is true;

    /// <summary>A step that another assembly declares, as far as its metadata tells: neither file nor line.</summary>
    public static StepModel ParseForeign(IMethodSymbol method) => Describe(method, file: "", line: 0)!;

    /// <summary>Null where the attribute only has the name of one of ours. A method that is both step and pipeline is a pipeline.</summary>
    private static StepModel? Describe(IMethodSymbol method, string file, int line)
    {
        AttributeData? step = StepAttributes.Find(method, StepAttributes.Step);
        int? capture = step is null ? null : CaptureRules.CaptureOf(step);
        if (StepAttributes.Find(method, StepAttributes.Pipeline) is { } pipeline)
            return Describe(method, pipeline, file, line) with { Version = Argument(pipeline, "Version")?.Value as string, Capture = capture };
        if (step is null)
            return null;
        return Describe(method, step, file, line) with
        {
            Kind = KindIn(step),
            MaxAttempts = MaxAttemptsOf(method, step),
            RetryDelayMilliseconds = Math.Max(0, Number(step, "RetryDelayMilliseconds") ?? 0),
            MaxCostUsd = Argument(step, "MaxCostUsd")?.Value is double cost && cost > 0 && cost < (double)decimal.MaxValue ? cost : 0,
            MaxTokens = Argument(step, "MaxTokens")?.Value is long tokens && tokens > 0 ? tokens : 0,
            Capture = capture,
        };
    }

    private static StepModel Describe(IMethodSymbol method, AttributeData attribute, string file, int line) =>
        new(
            StepIdentifier.Of(method),
            method.Name,
            NameIn(attribute) ?? StepName.Of(method.Name),
            Kind: "Step",
            method.ToDisplayString(Formats.Method),
            file,
            line,
            MaxAttempts: 1,
            RetryDelayMilliseconds: 0,
            MaxCostUsd: 0,
            MaxTokens: 0,
            Capture: null,
            Version: null,
            KnownTypes.IsSequence(method.ReturnType) && StepRules.IsEnumerated(method) ? method.GetDocumentationCommentId() : null);

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
