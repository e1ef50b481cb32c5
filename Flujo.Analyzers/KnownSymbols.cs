using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers;

/// <summary>The types of Flujo.Runtime that rules look for, found once per compilation.</summary>
internal sealed class KnownSymbols
{
    private static readonly string[] PipelineBuilders =
    [
        "Flujo.Pipeline", "Flujo.Pipeline`2", "Flujo.ConditionalBuilder`1", "Flujo.ConditionalBuilder`2", "Flujo.ParallelBuilder`1", "Flujo.ParallelBuilder`2",
    ];

    private readonly INamedTypeSymbol[] _pipelineBuilders;

    private KnownSymbols(Compilation compilation, INamedTypeSymbol stepAttribute)
    {
        StepAttribute = stepAttribute;
        PipelineAttribute = compilation.GetTypeByMetadataName("Flujo.FlujoPipelineAttribute");
        Trace = compilation.GetTypeByMetadataName("Flujo.FlujoTrace");
        Span = compilation.GetTypeByMetadataName("Flujo.FlujoSpan");
        Run = compilation.GetTypeByMetadataName("Flujo.FlujoRun");
        _pipelineBuilders = [.. PipelineBuilders.Select(compilation.GetTypeByMetadataName).OfType<INamedTypeSymbol>()];
    }

    public INamedTypeSymbol StepAttribute { get; }

    public INamedTypeSymbol? PipelineAttribute { get; }

    public INamedTypeSymbol? Trace { get; }

    public INamedTypeSymbol? Span { get; }

    public INamedTypeSymbol? Run { get; }

    /// <summary>Null where the compilation does not refer to Flujo.</summary>
    public static KnownSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Flujo.FlujoStepAttribute") is { } stepAttribute ? new(compilation, stepAttribute) : null;

    public bool IsStepAttribute(ITypeSymbol? type) => Is(type, StepAttribute);

    public bool IsPipelineAttribute(ITypeSymbol? type) => Is(type, PipelineAttribute);

    /// <summary>Whether a pipeline is built from delegates by the methods of a type.</summary>
    public bool IsPipelineBuilder(ITypeSymbol? type) =>
        type is not null && IsOfFlujo(type) && Array.Exists(_pipelineBuilders, each => Is(type.OriginalDefinition, each));

    /// <summary>Rules that look at every call ask this first, because it costs next to nothing.</summary>
    public bool IsOfFlujo(ITypeSymbol? type) =>
        type is { ContainingNamespace: { Name: "Flujo", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) => type is not null && SymbolEqualityComparer.Default.Equals(type, known);
}
