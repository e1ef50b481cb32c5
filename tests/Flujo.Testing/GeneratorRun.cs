using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Testing;

/// <summary>What a generator made of a project.</summary>
/// <param name="Source">The project.</param>
/// <param name="Input">The project's compilation.</param>
/// <param name="Output">The same with the generated files.</param>
/// <param name="Driver">Holds what the generator has cached.</param>
/// <param name="StagesThatRan">The stages that had something new to say.</param>
public sealed record GeneratorRun(
    SourceCompilation Source, CSharpCompilation Input, CSharpCompilation Output, GeneratorDriver Driver, IReadOnlyList<string> StagesThatRan)
{
    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(each => each.HintName, each => each.SourceText.ToString());

    /// <summary>All generated files as one text, in ordinal order of their hint names.</summary>
    public string Text => string.Join("\n", Files.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"// ==== {each.Key}\n{each.Value}"));

    /// <summary>The names of all stages that the driver tracked.</summary>
    public IReadOnlyCollection<string> TrackedStages => [.. Driver.GetRunResult().Results.Single().TrackedSteps.Keys];
}
