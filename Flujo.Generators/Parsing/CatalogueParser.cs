using System.Collections.Immutable;
using Flujo.Generators.Models;

namespace Flujo.Generators.Parsing;

/// <summary>Puts the catalogue together.</summary>
internal static class CatalogueParser
{
    /// <summary>Empty where nothing is generated. A method that is both step and pipeline is a pipeline.</summary>
    public static CatalogueModel Parse(ImmutableArray<StepModel> steps, ImmutableArray<StepModel> pipelines, ProjectModel project)
    {
        if (!project.CanIntercept)
            return new(project, default);

        var byIdentifier = new SortedDictionary<string, StepModel>(StringComparer.Ordinal);
        foreach (StepModel step in steps.Concat(pipelines))
            byIdentifier[step.Identifier] = step;
        return new(project, byIdentifier.Values.ToEquatableArray());
    }
}
