namespace Flujo.Generators.Models;

/// <summary>One generated file of halves of partial steps.</summary>
/// <param name="Path">The source file, relative to the project.</param>
/// <param name="Traces">False: the halves only call their cores.</param>
/// <param name="Capture">The bits of FlujoCapture that hold where a step says nothing.</param>
/// <param name="Steps">The steps, in the order of the source.</param>
internal sealed record PartialFileModel(string Path, bool Traces, int Capture, EquatableArray<PartialStepModel> Steps);
