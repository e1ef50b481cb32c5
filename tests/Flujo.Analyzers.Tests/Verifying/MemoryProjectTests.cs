using Flujo.Generators;
using Flujo.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Flujo.Analyzers.Tests.Verifying;

public sealed class MemoryProjectTests
{
    private const string Step = """
        public static class Program
        {
            [Flujo.FlujoStep] public static void Load() { }
            public static void Run() => Load();
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Properties_AndEditorConfig_AreSeen()
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, SourceCompilation.Of(Step, References.Runtime) with
        {
            Properties = new Dictionary<string, string> { ["FlujoCapture"] = "All" },
            EditorConfig = "[*.cs]\nflujo_vague_step_names = thing\n",
        });
        Compilation compilation = (await project.GetCompilationAsync(Cancellation))!;

        Assert.True(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.FlujoCapture", out string? capture));
        Assert.Equal("All", capture);
        Assert.True(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(compilation.SyntaxTrees.Single()).TryGetValue("flujo_vague_step_names", out string? words));
        Assert.Equal("thing", words);
    }

    [Fact]
    public async Task Generator_Runs()
    {
        using var workspace = new AdhocWorkspace();
        Project project = MemoryProject.Create(workspace, SourceCompilation.Of(Step, References.Runtime) with { Generator = new FlujoGenerator() });
        Compilation compilation = (await project.GetCompilationAsync(Cancellation))!;

        Assert.NotEmpty(await project.GetSourceGeneratedDocumentsAsync(Cancellation));
        Assert.Empty(compilation.GetDiagnostics(Cancellation).Where(each => each.Severity >= DiagnosticSeverity.Warning));
    }
}
