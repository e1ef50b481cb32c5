using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Generators.Parsing;

/// <summary>Reads the MSBuild properties that buildTransitive/Flujo.props makes visible to the compiler.</summary>
internal static class BuildSettingsParser
{
    public static BuildSettings Parse(AnalyzerConfigOptions options) => new(
        BuildProperty.IsEnabled(options),
        CaptureOf(BuildProperty.Read(options, "FlujoCapture")),
        BuildProperty.Read(options, "ProjectDir"));

    /// <summary>The bits of FlujoCapture. A word without meaning captures nothing: what is recorded must have been asked for.</summary>
    private static int CaptureOf(string text) => text.ToUpperInvariant() switch
    {
        "INPUT" => 1,
        "OUTPUT" => 2,
        "ALL" => 3,
        _ => 0,
    };
}
