namespace Flujo.Generators.Models;

/// <summary>The catalogue of one assembly.</summary>
/// <param name="Project">The project.</param>
/// <param name="Steps">All steps and pipelines, in ordinal order of their identifiers.</param>
/// <param name="JsonContexts">The contexts of the JSON serialiser by which captured values are written, where any are captured.</param>
internal sealed record CatalogueModel(ProjectModel Project, EquatableArray<StepModel> Steps, EquatableArray<string> JsonContexts);
