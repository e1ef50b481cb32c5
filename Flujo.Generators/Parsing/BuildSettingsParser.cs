using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Flujo.Generators.Parsing;

/// <summary>Reads the MSBuild properties that buildTransitive/Flujo.props makes visible to the compiler.</summary>
internal static class BuildSettingsParser
{
    public static BuildSettings Parse(AnalyzerConfigOptions options) => new(
        BuildProperty.IsEnabled(options),
        BuildProperty.Capture(options),
        BuildProperty.Read(options, "ProjectDir"));
}
