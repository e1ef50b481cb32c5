using System.Reflection;
using Flujo.Testing;

namespace Flujo.Generators.Tests;

/// <summary>Runs the generator over test projects.</summary>
internal static class Generated
{
    /// <summary>The stages as the generator declares them.</summary>
    public static IReadOnlyCollection<string> DeclaredStages { get; } =
        [.. typeof(Stages).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    public static GeneratorHarness Harness { get; } = new(new FlujoGenerator(), DeclaredStages);

    /// <summary>Generates for one file, Program.cs.</summary>
    public static GeneratorRun From(string source) => From(Project(source));

    public static GeneratorRun From(SourceCompilation project, BuildProperties? properties = null) => Harness.Run(project, properties);

    /// <summary>The project as it is without Flujo: no call is rerouted, and a partial step calls its core.</summary>
    public static GeneratorRun SwitchedOff(SourceCompilation project) => From(project, new BuildProperties(("FlujoEnabled", "False")));

    /// <summary>A project of one file, Program.cs, that refers to the runtime.</summary>
    public static SourceCompilation Project(string source) => SourceCompilation.Of(source, References.Runtime);

    /// <summary>A project of several files.</summary>
    public static SourceCompilation Project(params (string Path, string Text)[] files) => new()
    {
        Files = files.ToDictionary(file => file.Path, file => file.Text),
        References = [References.Runtime],
    };
}
