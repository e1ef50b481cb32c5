using Microsoft.CodeAnalysis;

namespace Flujo.Analyzers;

/// <summary>The types of Flujo.Runtime that rules look for, found once per compilation.</summary>
internal sealed class KnownSymbols
{
    private KnownSymbols(Compilation compilation, INamedTypeSymbol stepAttribute)
    {
        StepAttribute = stepAttribute;
        PipelineAttribute = compilation.GetTypeByMetadataName("Flujo.FlujoPipelineAttribute");
        Trace = compilation.GetTypeByMetadataName("Flujo.FlujoTrace");
        Span = compilation.GetTypeByMetadataName("Flujo.FlujoSpan");
        Run = compilation.GetTypeByMetadataName("Flujo.FlujoRun");
    }

    public INamedTypeSymbol StepAttribute { get; }

    public INamedTypeSymbol? PipelineAttribute { get; }

    public INamedTypeSymbol? Trace { get; }

    public INamedTypeSymbol? Span { get; }

    public INamedTypeSymbol? Run { get; }

    /// <summary>Null where the compilation does not refer to Flujo.</summary>
    public static KnownSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Flujo.FlujoStepAttribute") is { } stepAttribute ? new(compilation, stepAttribute) : null;
}
