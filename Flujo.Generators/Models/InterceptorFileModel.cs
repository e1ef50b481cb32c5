namespace Flujo.Generators.Models;

/// <summary>One generated file of interceptors.</summary>
/// <param name="Path">The source file, relative to the project.</param>
/// <param name="Capture">The bits of FlujoCapture that hold where a step says nothing.</param>
/// <param name="Source">Its calls.</param>
internal sealed record InterceptorFileModel(string Path, int Capture, SourceFileModel Source);
