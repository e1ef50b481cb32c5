using System.Collections.Immutable;
using Flujo.Generators.Models;

namespace Flujo.Generators.Parsing;

/// <summary>Puts the catalogue together.</summary>
internal static class CatalogueParser
{
    /// <summary>In ordinal order. Both halves of a partial method may bear an attribute.</summary>
    public static CatalogueModel Parse(ImmutableArray<EquatableArray<StepModel>> files, ImmutableArray<EquatableArray<string>> jsonContexts, ProjectModel project)
    {
        if (project.Level < TraceLevel.PartialSteps)
            return new(project, default, default);
        var byIdentifier = new SortedDictionary<string, StepModel>(StringComparer.Ordinal);
        foreach (StepModel step in files.SelectMany(static steps => steps))
            byIdentifier[step.Identifier] = step;
        bool captures = byIdentifier.Values.Any(step => (step.Capture ?? project.Capture) != 0);
        IEnumerable<string> contexts = captures ? jsonContexts.SelectMany(static names => names) : [];
        return new(project, byIdentifier.Values.ToEquatableArray(), contexts.Distinct().OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray());
    }
}
