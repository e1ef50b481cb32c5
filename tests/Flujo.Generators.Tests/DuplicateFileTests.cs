using Flujo.Testing;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>The compiler locates a call by its file's content: of files that are alike, none can be rerouted.</summary>
public sealed class DuplicateFileTests
{
    private const string Step = """
        public static class Steps
        {
            [Flujo.FlujoStep] public static int One() => 1;
        }
        """;

    private const string Alike = """
        file static class Caller
        {
            public static int Call() => Steps.One();
        }
        """;

    [Fact]
    public void FilesAlike_CompileAndAreLeftAlone()
    {
        GeneratorRun run = Generated.From(Generated.Project(("Steps.cs", Step), ("A.cs", Alike), ("B.cs", Alike), ("C.cs", Alike + "\n")));

        LoadedProgram.Emit(run.Output);
        Assert.Equal(["C", "FlujoSteps"], run.Files.Keys.Select(name => name[..name.IndexOf('.', StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public void OneOfThemEdited_BothAreTraced()
    {
        SourceCompilation project = Generated.Project(("Steps.cs", Step), ("A.cs", Alike), ("B.cs", Alike));
        var files = new Dictionary<string, string>(project.Files) { ["B.cs"] = Alike + "// edited" };

        GeneratorRun run = Generated.Harness.Edit(Generated.From(project), project with { Files = files });

        Assert.Equal(3, run.Files.Count);
        LoadedProgram.Emit(run.Output);
    }

    [Fact]
    public void FilesOfOneName_HaveOutputsOfTheirOwn()
    {
        GeneratorRun run = Generated.From(Generated.Project(
            ("Steps.cs", Step), ("Orders/Cart.cs", Alike), ("Stock/Cart.cs", Alike + "\n"), ("stock/cart.cs", Alike + "\n\n"), ("../Cart.cs", Alike + "\n\n\n")));

        Assert.Equal(5, run.Files.Count);
        LoadedProgram.Emit(run.Output);
    }
}
