namespace Flujo.Generators.Models;

/// <summary>The MSBuild properties that the generator sees.</summary>
/// <param name="IsEnabled">FlujoEnabled; true where it is not set.</param>
/// <param name="Capture">FlujoCapture as bits; None where it is not set or has no meaning.</param>
/// <param name="ProjectDirectory">ProjectDir, or empty.</param>
internal sealed record BuildSettings(bool IsEnabled, int Capture, string ProjectDirectory);
