namespace Flujo.Generators.Models;

/// <summary>A source file with calls of steps: one generated file.</summary>
/// <param name="Path">The file, as the compiler knows it.</param>
/// <param name="ContentHash">Its content: the compiler cannot tell calls apart in files that are alike.</param>
/// <param name="Methods">The methods called, in order of their first call.</param>
/// <param name="Calls">The calls, in order of their position.</param>
internal sealed record SourceFileModel(
    string Path, string ContentHash, EquatableArray<MethodModel> Methods, EquatableArray<CallSiteModel> Calls);
