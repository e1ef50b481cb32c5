using Flujo.Generators.Models;
using Flujo.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Flujo.Generators.Parsing;

/// <summary>Decides whether anything is generated, and reads what every generated file needs to know of the project.</summary>
internal static class ProjectParser
{
    private const string Runtime = "Flujo.CompilerServices.StepRuntime";

    public static ProjectModel Parse(BuildSettings settings, Compilation compilation, ParseOptions options)
    {
        AssemblyIdentity identity = compilation.Assembly.Identity;
        return new(LevelOf(settings, compilation, options), identity.Name, identity.Version.ToString(), settings.ProjectDirectory, settings.Capture);
    }

    private static TraceLevel LevelOf(BuildSettings settings, Compilation compilation, ParseOptions options)
    {
        if (options is not CSharpParseOptions csharp || compilation.GetTypeByMetadataName(Runtime) is null)
            return TraceLevel.Nothing;
        if (!settings.IsEnabled)
            return TraceLevel.Halves;
        return ProjectRules.Examine(csharp) switch
        {
            UntracedReason.None => TraceLevel.Calls,
            UntracedReason.NamespaceNotListed => TraceLevel.PartialSteps,
            _ => TraceLevel.Halves,
        };
    }
}
