using System.Collections.Immutable;
using Flujo.Generators.Models;

namespace Flujo.Generators.Parsing;

/// <summary>
/// Source files that are alike. A call is located by its file's content, and the compiler refuses a location that fits two
/// files; a file that is listed twice would be generated twice.
/// </summary>
internal static class DuplicateFiles
{
    /// <summary>The paths and contents that more than one file has, in ordinal order.</summary>
    public static EquatableArray<string> Find(ImmutableArray<SourceFileModel> files) =>
        Repeated(files.Select(static each => each.Path)).Concat(Repeated(files.Select(static each => each.ContentHash)))
            .OrderBy(static each => each, StringComparer.Ordinal)
            .ToEquatableArray();

    public static bool Contain(EquatableArray<string> duplicates, SourceFileModel file) =>
        duplicates.Contains(file.Path) || duplicates.Contains(file.ContentHash);

    /// <summary>The values that occur more than once.</summary>
    public static IEnumerable<string> Repeated(IEnumerable<string> values) => values
        .GroupBy(static each => each, StringComparer.Ordinal)
        .Where(static group => group.Skip(1).Any())
        .Select(static group => group.Key);
}
