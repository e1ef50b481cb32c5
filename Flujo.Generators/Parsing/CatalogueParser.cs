using System.Collections.Immutable;
using Flujo.Generators.Models;

namespace Flujo.Generators.Parsing;

/// <summary>Puts the catalogue together.</summary>
internal static class CatalogueParser
{
    /// <summary>In ordinal order. Both halves of a partial method may bear an attribute.</summary>
    public static CatalogueModel Parse(ImmutableArray<EquatableArray<StepModel>> files, ProjectModel project)
    {
        if (project.Level < TraceLevel.PartialSteps)
            return new(project, default);
        var byIdentifier = new SortedDictionary<string, StepModel>(StringComparer.Ordinal);
        foreach (StepModel step in files.SelectMany(static steps => steps))
            byIdentifier[step.Identifier] = step;
        return new(project, byIdentifier.Values.ToEquatableArray());
    }
}
