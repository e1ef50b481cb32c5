using Flujo.Testing;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Flujo.Generators.Tests;

/// <summary>When a project cannot have interceptors, nothing is generated and nothing breaks.</summary>
public sealed class ProjectSwitchTests
{
    private const string Source = """
        using Flujo;
        public static class Program
        {
            [FlujoStep] public static int Step() => 1;
            public static int Run() => Step();
        }
        """;

    [Fact]
    public void EverythingInPlace_Generates() => Assert.Equal(2, Generated.From(Source).Files.Count);

    [Fact]
    public void LanguageTooOld_GeneratesNothing() => AssertNothing(Generated.Project(Source) with { Language = LanguageVersion.CSharp10 });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Flujo.GeneratedNot;Other")]
    public void NamespaceNotListed_ReroutesNothing(string? namespaces)
    {
        GeneratorRun run = Generated.From(Generated.Project(Source) with { InterceptorsNamespaces = namespaces });

        Assert.Equal(["FlujoSteps.g.cs"], run.Files.Keys);
        LoadedProgram.Emit(run.Output);
    }

    [Theory]
    [InlineData("Other;Flujo.Generated")]
    [InlineData("Flujo")]
    public void NamespaceListedAmongOthers_Generates(string namespaces)
    {
        GeneratorRun run = Generated.From(Generated.Project(Source) with { InterceptorsNamespaces = namespaces });

        Assert.Equal(2, run.Files.Count);
        LoadedProgram.Emit(run.Output);
    }

    [Fact]
    public void RuntimeNotReferenced_GeneratesNothing() => AssertNothing(SourceCompilation.Of("""
        namespace Flujo { public sealed class FlujoStepAttribute : System.Attribute; }
        public static class Program
        {
            [Flujo.FlujoStep] public static int Step() => 1;
            public static int Run() => Step();
        }
        """));

    [Fact]
    public void FlujoEnabledIsFalse_GeneratesNothing() =>
        Assert.Empty(Generated.From(Generated.Project(Source), new BuildProperties(("FlujoEnabled", "false"))).Files);

    [Fact]
    public void NoStep_GeneratesNothing() => AssertNothing(Generated.Project("public static class Program { public static void Run() => Run(); }"));

    [Fact]
    public void BrokenCode_AddsNoErrorOfItsOwn()
    {
        GeneratorRun run = Generated.From("""
            using Flujo;
            public class Program
            {
                [FlujoStep(MaxAttempts = "three", Capture = new[] { 1 }, Name = 5)] public Missing Step(Unknown<int> x) => null;
                [FlujoStep(1, 2)] public static int Other() => 1;
                [FlujoStep] public int Step(
                public void Run() { Step(1, 2); Other(; Other(); this.Step(null)
            }
            """);

        Assert.DoesNotContain(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), each => each.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) ?? false);
    }

    private static void AssertNothing(SourceCompilation project)
    {
        GeneratorRun run = Generated.From(project);

        Assert.Empty(run.Files);
        LoadedProgram.Emit(run.Output);
    }
}
