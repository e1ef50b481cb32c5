namespace Flujo.Generators.Models;

/// <summary>The catalogue of one assembly.</summary>
/// <param name="Project">The project.</param>
/// <param name="Steps">All steps and pipelines, in ordinal order of their identifiers.</param>
internal sealed record CatalogueModel(ProjectModel Project, EquatableArray<StepModel> Steps);
