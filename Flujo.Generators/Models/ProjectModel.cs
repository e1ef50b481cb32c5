namespace Flujo.Generators.Models;

/// <summary>What of the project as a whole decides what is generated. Like all models here it is immutable, compared by
/// value and free of anything that keeps a compilation alive.</summary>
/// <param name="Level">How much is generated.</param>
/// <param name="AssemblyName">The program's name in the catalogue.</param>
/// <param name="Version">The assembly's version.</param>
/// <param name="Directory">The project's folder, or empty where the build does not tell.</param>
/// <param name="Capture">The bits of FlujoCapture that hold where a step says nothing.</param>
internal sealed record ProjectModel(TraceLevel Level, string AssemblyName, string Version, string Directory, int Capture);
