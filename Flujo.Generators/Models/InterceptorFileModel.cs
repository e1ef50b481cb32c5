namespace Flujo.Generators.Models;

/// <summary>One generated file of interceptors.</summary>
/// <param name="Path">The source file, relative to the project.</param>
/// <param name="Source">Its calls.</param>
internal sealed record InterceptorFileModel(string Path, SourceFileModel Source);
