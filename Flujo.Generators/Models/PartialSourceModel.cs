namespace Flujo.Generators.Models;

/// <summary>A source file with partial steps.</summary>
/// <param name="Path">The file, as the compiler knows it.</param>
/// <param name="Steps">The steps, in the order of the source.</param>
internal sealed record PartialSourceModel(string Path, EquatableArray<PartialStepModel> Steps);
