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
        bool canIntercept = settings.IsEnabled
            && options is CSharpParseOptions csharp
            && ProjectRules.Examine(csharp) == UntracedReason.None
            && compilation.GetTypeByMetadataName(Runtime) is not null;
        AssemblyIdentity identity = compilation.Assembly.Identity;
        return new(canIntercept, identity.Name, identity.Version.ToString(), settings.ProjectDirectory, settings.Capture);
    }
}
